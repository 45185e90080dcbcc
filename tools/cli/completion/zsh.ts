// Completion for zsh: as a file _wifiprov in the function path, or sourced.

import type { CommandWords, Flag, Value } from './words.ts';

/** Within single quotes, for _arguments: brackets and colons have a meaning there. */
function quoted(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");
}

function action(value: Value): string {
  if (value === 'file') return ':file:_files';
  if (value === 'port') return ':port:(/dev/ttyUSB*(N) /dev/ttyACM*(N) /dev/cu.usb*(N))';
  if (value === 'any') return ':value:';
  return value === 'none' ? '' : `:word:(${value.join(' ')})`;
}

function flagSpecs({ names, value, about }: Flag): string[] {
  // A list in parentheses is fixed; a pattern needs a function.
  const does = value === 'port' ? ':port:_wifiprov_ports' : action(value);
  return names.map((name) => `'${name}[${quoted(about)}]${does}'`);
}

function commandCase({ name, flags, argument }: CommandWords): string {
  const rest = argument === 'none' ? [] : [`'1${action(argument)}'`];
  const specs = [...flags.flatMap(flagSpecs), ...rest];
  return `    ${name}) ${specs.length ? `_arguments ${specs.join(' ')}` : ''} ;;`;
}

export function zshScript(commands: readonly CommandWords[]): string {
  const described = commands.map(({ name, about }) => `'${name}:${quoted(about)}'`);
  return `#compdef wifiprov
# Completion of wifiprov for zsh. In ~/.zshrc, after compinit: source <(wifiprov completion zsh)
_wifiprov_ports() {
  local -a found
  found=(/dev/ttyUSB*(N) /dev/ttyACM*(N) /dev/cu.usb*(N))
  compadd -a found
}
_wifiprov() {
  local -a commands
  commands=(${described.join(' ')})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "$funcstack[1]" = _wifiprov ]; then _wifiprov "$@"; else compdef _wifiprov wifiprov; fi
`;
}
