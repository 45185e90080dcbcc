// Completion for fish.

import type { CommandWords, Flag, Value } from './words.ts';

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function takes(value: Value): string {
  if (value === 'none') return '';
  if (value === 'file') return ' -r -F';
  if (value === 'port') return " -x -a '(ls -d /dev/ttyUSB* /dev/ttyACM* /dev/cu.usb* 2>/dev/null)'";
  return value === 'any' ? ' -x' : ` -x -a ${quoted(value.join(' '))}`;
}

function flagLine(seen: string, { names, value, about }: Flag): string {
  const spelled = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return `complete -c wifiprov -n ${seen} ${spelled.join(' ')}${takes(value)} -d ${quoted(about)}`;
}

function commandLines({ name, about, flags, argument }: CommandWords): string[] {
  const seen = quoted(`__fish_seen_subcommand_from ${name}`);
  const first = argument === 'none' || argument === 'any' ? [] : [`complete -c wifiprov -n ${seen}${takes(argument)}`];
  return [
    `complete -c wifiprov -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ...flags.map((flag) => flagLine(seen, flag)),
    ...first,
  ];
}

export function fishScript(commands: readonly CommandWords[]): string {
  return `# Completion of wifiprov for fish: wifiprov completion fish > ~/.config/fish/completions/wifiprov.fish
complete -c wifiprov -f
${commands.flatMap(commandLines).join('\n')}
`;
}
