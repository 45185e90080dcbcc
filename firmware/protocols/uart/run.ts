// One typed line to its answer: data lines, then exactly one line that begins OK or ERROR <code>.

import type { Changes } from '../../config/check.ts';
import { nearest } from '../../config/names.ts';
import { type Config, FIELDS, type Field } from '../../config/schema.ts';
import { configLines } from '../../config/show.ts';
import { isWifiText } from '../../config/wifi-text.ts';
import { hasKey } from '../../lib/lookup.ts';
import { quote } from '../../lib/quoting.ts';
import { type Fault, fault, isFault } from '../../lib/result.ts';
import type { Clock } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Actions, WindowActions } from '../../provisioning/context.ts';
import { recall } from '../../provisioning/history.ts';
import type { ScanData } from '../../provisioning/scan.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import type { Status } from '../../provisioning/status.ts';
import { IDLE_MINUTES, IDLE_MINUTES_MAX, type Who } from '../../provisioning/window.ts';
import { assignments, isAssignment } from './assignments.ts';
import type { QrName } from './code-text.ts';
import { HELP } from './help.ts';
import { joinChanges } from './join.ts';
import { setChanges } from './set.ts';
import { splitWords } from './tokenize.ts';

type Say = (lines: string[]) => void;

/** Who answers; both are asked for anew each time: they may be out of memory between two lines. */
interface UartRequests {
  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
  config(): Config;
  status(who: Who): Status;
  scanData(): ScanData;
}

export interface UartContext {
  clock: Clock;
  state: DeviceState;
  requests(): UartRequests;
  connection(): Actions;
  window(): WindowActions;
  /** Drops what was sent behind it and hands the UART to the REPL. */
  repl(told?: () => void): void;
  write(text: string): void;
  /** Makes room in Storage; false where there is nothing to do. */
  compact(begin: () => void): boolean;
  showCode(name: QrName, say: Say): void;
  /** Of builds with an embedder's app: its commands. */
  app?: ((words: string[], say: Say) => void) | undefined;
}

type Run = (context: UartContext, words: string[], say: Say) => void;

export function refusal(code: Fault): string {
  return `ERROR ${code.code} ${code.message}`;
}

function sayFault(say: Say, wrong: Fault): void {
  say([refusal(wrong)]);
}

function sayOutcome(say: Say, outcome: Outcome): void {
  if (isFault(outcome)) return sayFault(say, outcome);
  if ('unchanged' in outcome) return say([`OK unchanged ${outcome.state}`]);
  const lines = outcome.warnings.map((warning) => `warning ${warning.code} ${warning.field}: ${warning.message}`);
  say(lines.concat([`OK ${outcome.state}${outcome.saved ? ' saved' : ''}`]));
}

function pathOf(key: string): string {
  return (FIELDS[key] as Field).path;
}

function set(context: UartContext, words: string[], say: Say): void {
  const first = words[0];
  if (words.length === 1 && first !== undefined && isWifiText(first))
    return context.requests().change({ wifi: first }, 'authorized', (outcome) => sayOutcome(say, outcome));
  if (/wifi:/i.test(words.slice(0, 2).join(' ')) && isWifiText(words.join(' ')))
    return sayFault(say, fault('invalid_request', 'put a WIFI: text with spaces in single quotes'));
  const changes = isAssignment(first) ? assignments(words) : setChanges(words, pathOf);
  if (isFault(changes)) sayFault(say, changes);
  else context.requests().change(changes as Changes, 'authorized', (outcome) => sayOutcome(say, outcome));
}

function join(context: UartContext, words: string[], say: Say): void {
  const changes = joinChanges(words, context.requests().scanData().networks);
  if (isFault(changes)) sayFault(say, changes);
  else context.requests().change(changes as Changes, 'authorized', (outcome) => sayOutcome(say, outcome));
}

function get(context: UartContext, _words: string[], say: Say): void {
  say(configLines(context.requests().config()).concat(['OK']));
}

function status(context: UartContext, _words: string[], say: Say): void {
  const facts = context.requests().status('authorized');
  const lines = Object.keys(facts).map((key) => {
    const value = facts[key];
    return `${key}=${typeof value === 'string' && /[^a-z_0-9.]/i.test(value) ? quote(value) : value}`;
  });
  say(lines.concat(['OK']));
}

function scan(context: UartContext, _words: string[], say: Say): void {
  context.connection().scan(
    () => {
      const rows = context
        .requests()
        .scanData()
        .networks.map((row) => `${row.rssi} ch${row.channel} ${row.auth} ${quote(row.ssid)}`);
      say(rows.concat(['OK']));
    },
    (wrong) => sayFault(say, wrong),
  );
}

function connect(context: UartContext, _words: string[], say: Say): void {
  const wrong = context.connection().connect();
  if (wrong) sayFault(say, wrong);
  else say([`OK ${context.state.link.word}`]);
}

function disconnect(context: UartContext, _words: string[], say: Say): void {
  context.connection().disconnect();
  say([`OK ${context.state.link.word}`]);
}

function networks(context: UartContext, _words: string[], say: Say): void {
  const rows = context.connection().networks();
  say(rows.map((row) => `${quote(row.ssid)}${row.in_use ? ' in use' : ''}`).concat(['OK']));
}

function forget(context: UartContext, words: string[], say: Say): void {
  if (words.length !== 1) return sayFault(say, fault('invalid_request', 'usage: wifiprov forget <ssid>'));
  context.connection().forget(words[0], (wrong) => {
    if (wrong) sayFault(say, wrong);
    else say([`OK ${context.state.link.word}`]);
  });
}

function history(context: UartContext, _words: string[], say: Say): void {
  const rows = recall(context.state.attempts, context.clock.nowMs()) as {
    ago_s: number;
    ssid: string;
    ok: boolean;
    reason?: string;
  }[];
  say(
    rows.map((row) => `${row.ago_s} s ago ${quote(row.ssid)} ${row.ok ? 'ok' : `failed ${row.reason}`}`).concat(['OK']),
  );
}

const APP_CODE = BUILD_ESPRESSIF && BUILD_HTTP ? ' [app]' : '';

/** What goes on afterwards must not hold on to this file: so it gets `say` as it is. */
function code(context: UartContext, words: string[], say: Say): void {
  const isApp = BUILD_ESPRESSIF && BUILD_HTTP && words[0] === 'app';
  if (words.length > (isApp ? 1 : 0)) return sayFault(say, fault('invalid_request', `usage: wifiprov code${APP_CODE}`));
  if (context.state.code) context.showCode(isApp ? 'espressif' : 'wifi', say);
  else sayFault(say, fault('busy', 'the setup code is being made; try again in a few seconds'));
}

function open(context: UartContext, words: string[], say: Say): void {
  const text = words.length ? words.join(' ') : String(IDLE_MINUTES);
  const minutes = /[^0-9]/.test(text) ? 0 : parseInt(text, 10);
  if (minutes < 1 || minutes > IDLE_MINUTES_MAX)
    return sayFault(say, fault('invalid_value', `usage: wifiprov open [minutes], 1..${IDLE_MINUTES_MAX}`));
  context.window().open(minutes, true);
  const noAp = BUILD_AP_POLICY === 'never' ? '; no access point opens: reach the device in its network' : '';
  say([`OK window open; closes after ${minutes} min without a request${noAp}`]);
}

function close(context: UartContext, _words: string[], say: Say): void {
  const wrong = context.window().close();
  if (wrong) sayFault(say, wrong);
  else say(['OK window closed']);
}

function reset(context: UartContext, words: string[], say: Say): void {
  if (words.length > 1 || (words.length && words[0] !== 'all'))
    return sayFault(say, fault('invalid_request', 'usage: wifiprov reset [all]'));
  context.connection().restart(words[0] === 'all' ? 'all' : 'config');
  say(['OK restarting']);
}

function reboot(context: UartContext, _words: string[], say: Say): void {
  context.connection().restart('');
  say(['OK restarting']);
}

function debug(context: UartContext, words: string[], say: Say): void {
  const what = words[0];
  const value = (words[1] || '').replace(/^0x/i, '');
  if ((what !== 'level' && what !== 'flow') || !value || value.length > 4 || /[^0-9a-f]/i.test(value))
    return sayFault(say, fault('invalid_request', 'usage: wifiprov debug level|flow <hex>, 0..ffff'));
  if (what === 'level') context.state.debugLevel = parseInt(value, 16);
  else context.state.debugFlow = parseInt(value, 16);
  say(['OK']);
}

function repl(context: UartContext, _words: string[], say: Say): void {
  context.repl(() => say(['OK Espruino REPL; wifiprov() returns']));
}

/** The warning goes out before: nothing does while the port compacts. */
function compact(context: UartContext, _words: string[], say: Say): void {
  if (!context.compact(() => context.write('compacting: do not cut the power until OK\r\n')))
    return sayFault(say, fault('not_supported', 'nothing to compact: this board keeps its config in raw flash'));
  say(['OK']);
}

function help(_context: UartContext, _words: string[], say: Say): void {
  say(HELP.concat(['OK']));
}

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
