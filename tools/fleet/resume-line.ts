// The command that continues a run: the line as it was typed, whole, with --resume in place of --report. Pure.

/** As a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A secret on the line is not repeated: its flag alone takes the variable, or asks. */
function withoutValue(word: string, next: string | undefined, secretFlags: readonly string[]): [string, boolean] {
  const [flag = ''] = word.split('=');
  if (!secretFlags.includes(flag)) return [word, false];
  return [flag, word === flag && next !== undefined && !next.startsWith('-')];
}

export function resumeLine(words: readonly string[], report: string, secretFlags: readonly string[]): string {
  const line: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--report' || word === '--resume') i++;
    else if (!/^--(report|resume)=/.test(word)) {
      const [kept, hasValue] = withoutValue(word, words[i + 1], secretFlags);
      line.push(kept);
      if (hasValue) i++;
    }
  }
  return ['wifiprov', ...line, '--resume', report].map(shellWord).join(' ');
}
