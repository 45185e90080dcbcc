// The interpreter's global functions in the sandbox: timers, print, JSON, base 64, time, eval's relatives, Math.random.

import { createRandom } from '../random.ts';
import { after, type BootSession, cancel, natives, print, resetSelf } from './boot-session.ts';
import { bytesOf } from './bytes.ts';
import { callIn, evaluateIn } from './idle-loop.ts';
import { printed } from './inspect.ts';
import { parseJson, stringifyJson } from './json.ts';
import { CAUSE_SOFTWARE } from './machine.ts';
import type { SandboxFunction } from './realm.ts';

const MIN_TIMER_MS = 1;
/** The interpreter's generator starts from fixed numbers at every boot. */
const BOOT_SEED = 0xdeadbeef;

export function installGlobals(session: BootSession): void {
  const { realm } = session;
  const { scope } = realm;
  installTimers(session);
  const show = (...values: unknown[]): void => {
    const line = values.map(printed).join(' ').replaceAll('\n', '\r\n');
    print(session, `${line}\r\n`);
  };
  const log = (...values: unknown[]): void => show(...values);
  natives(session, { print: show, getTime: () => (session.machine.clock.now() - session.bornAt) / 1000 }, scope);
  scope.console = natives(session, { log, warn: log, error: log, info: log, debug: log });
  scope.JSON = natives(session, {
    parse: (text: unknown) => parseJson(realm, typeof text === 'string' ? text : printed(text)),
    stringify: (value: unknown, _replacer: unknown, space: unknown) => stringifyJson(value, indentOf(space)),
  });
  natives(
    session,
    {
      btoa: (value: unknown) => bytesOf(value).toString('base64'),
      atob: (text: unknown) => Buffer.from(String(text), 'base64').toString('latin1'),
      load: () => resetSelf(session, CAUSE_SOFTWARE),
      reset: () => resetSelf(session, CAUSE_SOFTWARE),
    },
    scope,
  );
  const random = createRandom(BOOT_SEED);
  natives(session, { random: () => random() }, scope.Math as object);
}

function indentOf(space: unknown): string {
  if (typeof space === 'number') return ' '.repeat(Math.min(10, Math.max(0, Math.trunc(space))));
  return typeof space === 'string' ? space.slice(0, 10) : '';
}

/** Timers of the sandbox by their id: one more than the last that is there, so an id comes again. */
function installTimers(session: BootSession): void {
  const running = new Map<number, number>();
  const start = (id: number, repeat: boolean, fn: unknown, delay: unknown, args: unknown[]): void => {
    const ms = Math.max(MIN_TIMER_MS, Number(delay) || 0);
    const fire = (): void => {
      const own = running.get(id);
      if (repeat) start(id, repeat, fn, delay, args);
      if (typeof fn === 'string') evaluateIn(session, fn, 'timer');
      else callIn(session, fn as SandboxFunction, session.realm.scope, args);
      if (running.get(id) === own) running.delete(id);
    };
    running.set(id, after(session, ms, fire));
  };
  const begin =
    (repeat: boolean) =>
    (fn: unknown, delay: unknown, ...args: unknown[]): number => {
      if (typeof fn !== 'function' && typeof fn !== 'string')
        throw session.realm.error('Function or String not supplied!');
      const id = Math.max(0, ...running.keys()) + 1;
      start(id, repeat, fn, delay, args);
      return id;
    };
  const stop =
    (name: string) =>
    (...args: unknown[]): void => {
      if (args.length === 0) {
        for (const timer of running.values()) cancel(session, timer);
        running.clear();
        return;
      }
      const [id] = args;
      if (id === undefined) throw session.realm.error(`${name}(undefined) not allowed. Use ${name}() instead`);
      const timer = running.get(id as number);
      if (timer !== undefined) cancel(session, timer);
      running.delete(id as number);
    };
  natives(
    session,
    {
      setTimeout: begin(false),
      setInterval: begin(true),
      clearTimeout: stop('clearTimeout'),
      clearInterval: stop('clearInterval'),
    },
    session.realm.scope,
  );
}
