// Commands about the device itself: its code, its window, restarts, the REPL.

import { fault } from '../../../lib/result.ts';
import { IDLE_MINUTES, IDLE_MINUTES_MAX } from '../../../provisioning/window.ts';
import type { Say, UartContext } from '../context.ts';
import { HELP } from '../help.ts';
import { sayFault } from '../say.ts';

const APP_CODE = BUILD_ESPRESSIF && BUILD_HTTP ? ' [app]' : '';

/** What goes on afterwards must not hold on to this file: so it gets `say` as it is. */
export function code(context: UartContext, words: string[], say: Say): void {
  const isApp = BUILD_ESPRESSIF && BUILD_HTTP && words[0] === 'app';
  if (words.length > (isApp ? 1 : 0)) return sayFault(say, fault('invalid_request', `usage: wifiprov code${APP_CODE}`));
  if (context.state.code) context.showCode(isApp ? 'espressif' : 'wifi', say);
  else sayFault(say, fault('busy', 'the setup code is being made; try again in a few seconds'));
}

export function open(context: UartContext, words: string[], say: Say): void {
  const text = words.length ? words.join(' ') : String(IDLE_MINUTES);
  const minutes = /[^0-9]/.test(text) ? 0 : parseInt(text, 10);
  if (minutes < 1 || minutes > IDLE_MINUTES_MAX)
    return sayFault(say, fault('invalid_value', `usage: wifiprov open [minutes], 1..${IDLE_MINUTES_MAX}`));
  context.window().open(minutes, true);
  const noAp = BUILD_AP_POLICY === 'never' ? '; no access point opens: reach the device in its network' : '';
  say([`OK window open; closes after ${minutes} min without a request${noAp}`]);
}

export function close(context: UartContext, _words: string[], say: Say): void {
  const wrong = context.window().close();
  if (wrong) sayFault(say, wrong);
  else say(['OK window closed']);
}

export function reset(context: UartContext, words: string[], say: Say): void {
  if (words.length > 1 || (words.length && words[0] !== 'all'))
    return sayFault(say, fault('invalid_request', 'usage: wifiprov reset [all]'));
  context.connection().restart(words[0] === 'all' ? 'all' : 'config');
  say(['OK restarting']);
}

export function reboot(context: UartContext, _words: string[], say: Say): void {
  context.connection().restart('');
  say(['OK restarting']);
}

export function debug(context: UartContext, words: string[], say: Say): void {
  const what = words[0];
  const value = (words[1] || '').replace(/^0x/i, '');
  if ((what !== 'level' && what !== 'flow') || !value || value.length > 4 || /[^0-9a-f]/i.test(value))
    return sayFault(say, fault('invalid_request', 'usage: wifiprov debug level|flow <hex>, 0..ffff'));
  if (what === 'level') context.state.debugLevel = parseInt(value, 16);
  else context.state.debugFlow = parseInt(value, 16);
  say(['OK']);
}

export function repl(context: UartContext, _words: string[], say: Say): void {
  context.repl(() => say(['OK Espruino REPL; wifiprov() returns']));
}

/** The warning goes out before: nothing does while the port compacts. */
export function compact(context: UartContext, _words: string[], say: Say): void {
  if (!context.compact(() => context.write('compacting: do not cut the power until OK\r\n')))
    return sayFault(say, fault('not_supported', 'nothing to compact: this board keeps its config in raw flash'));
  say(['OK']);
}

export function help(_context: UartContext, _words: string[], say: Say): void {
  say(HELP.concat(['OK']));
}
