// One typed line to its answer: data lines, then exactly one line that begins OK or ERROR <code>.

import { nearest } from '../../config/names.ts';
import { hasKey } from '../../lib/lookup.ts';
import { type Fault, fault } from '../../lib/result.ts';
import { close, code, compact, debug, help, open, reboot, repl, reset } from './commands/device.ts';
import { connect, disconnect, forget, history, networks, scan, status } from './commands/network.ts';
import { get, join, set } from './commands/settings.ts';
import type { Run, Say, UartContext } from './context.ts';
import { sayFault } from './say.ts';
import { splitWords } from './tokenize.ts';

const COMMANDS: { [name: string]: Run } = {
  set: BUILD_UART_SET ? set : help,
  join: BUILD_UART_SET ? join : help,
  get,
  status,
  scan,
  connect,
  disconnect,
  open,
  close,
  code,
  history,
  reset,
  reboot,
  debug,
  repl,
  compact,
  help,
};
export const UART_COMMANDS = BUILD_KNOWN ? Object.assign(COMMANDS, { networks, forget }) : COMMANDS;

const UNKNOWN = 'commands begin with wifiprov; type help';
/** A blank from a web page or a PDF that is none, or noise. */
const STRANGE =
  'the first word has a character that is no plain letter (a pasted space may be one); type the line, and check 115200 baud';

/** Commands that look at the words behind their name. */
const TAKES_WORDS = ' set join forget open code reset debug help .';

/** Undefined: it can run. */
function wrongCommand(name: string, words: string[]): Fault | undefined {
  if ((name === 'set' || name === 'join') && !BUILD_UART_SET)
    return fault('not_supported', `wifiprov ${name} is left out of this build`);
  if (!hasKey(UART_COMMANDS, name))
    return fault(
      'unknown_command',
      `unknown command; did you mean wifiprov ${nearest(name, Object.keys(UART_COMMANDS))}? type help`,
    );
  if (words.length > 2 && TAKES_WORDS.indexOf(` ${name} `) < 0)
    return fault('invalid_request', `wifiprov ${name} takes no more words; type help`);
  return undefined;
}

/** Answers one line, at once or later (scan); `say` is called once. */
export function runLine(context: UartContext, line: string, say: Say): void {
  const split = splitWords(line);
  if (!split.ok) return sayFault(say, fault(split.code, split.message));
  const words = split.words;
  const isHelp = words[0] === 'help' || words[0] === 'wifiprovhelp';
  if (!isHelp && words[0] !== 'wifiprov')
    return sayFault(say, fault('unknown_command', /[\x80-\xff]/.test(words[0] || '') ? STRANGE : UNKNOWN));
  const name = isHelp ? 'help' : words[1] || 'help';
  if (BUILD_APP && name === 'app' && context.app) return context.app(words.slice(2), say);
  const wrong = wrongCommand(name, words);
  if (wrong) sayFault(say, wrong);
  else (UART_COMMANDS[name] as Run)(context, words.slice(2), say);
}
