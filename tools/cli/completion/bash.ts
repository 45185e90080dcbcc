// Completion for bash, without the package bash-completion.

import type { CommandWords, Value } from './words.ts';

const PORTS = '/dev/ttyUSB* /dev/ttyACM* /dev/cu.usb*';

/** What completes a word of this kind; `$cur` is what is typed of it. */
function reply(value: Value): string {
  if (value === 'file') return 'COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null';
  if (value === 'port') return `COMPREPLY=($(compgen -W "$(ls -d ${PORTS} 2>/dev/null)" -- "$cur"))`;
  if (value === 'none' || value === 'any') return ':';
  return `COMPREPLY=($(compgen -W "${value.join(' ')}" -- "$cur"))`;
}

function valueCases({ flags }: CommandWords): string[] {
  return flags
    .filter(({ value }) => value !== 'none')
    .map(({ names, value }) => `        ${names.join('|')}) ${reply(value)}; return ;;`);
}

function commandCase(command: CommandWords): string {
  const { name, flags, argument } = command;
  const all = flags.flatMap(({ names }) => names).join(' ');
  const cases = valueCases(command);
  const values = cases.length ? ['      case $prev in', ...cases, '      esac'] : [];
  return [
    `    ${name})`,
    ...values,
    `      if [[ $cur != -* ]]; then ${reply(argument)}; fi`,
    `      if [[ $cur == -* || ( -z $cur && \${#COMPREPLY[@]} -eq 0 ) ]]; then COMPREPLY=($(compgen -W "${all}" -- "$cur")); fi ;;`,
  ].join('\n');
}

export function bashScript(commands: readonly CommandWords[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of wifiprov for bash. In ~/.bashrc: source <(wifiprov completion bash)
_wifiprov() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$cur"))
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(commandCase).join('\n')}
  esac
}
complete -F _wifiprov wifiprov
`;
}
