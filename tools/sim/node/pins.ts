// The BOOT button on pin D0: digitalRead and setWatch. Its level is low while it is pressed, and the port turns it round
// (boards/ESP32.py, from 2v26 on): 1 while it is pressed. Other pins read what was written to them.

import { type BootSession, natives } from './boot-session.ts';
import { callIn } from './idle-loop.ts';
import type { SandboxFunction } from './realm.ts';

const PINS = 40;

interface WatchOptions {
  repeat?: boolean;
  edge?: string | number;
}

/** Pin D0 is the BOOT button. The returned function is told when it changes. */
export function installPins(session: BootSession): (pressed: boolean) => void {
  const { scope } = session.realm;
  const pin = natives(session, {
    mode: () => undefined,
    read: () => session.machine.buttonPressed,
    toString: () => 'D0',
  });
  scope.D0 = pin;
  scope.BTN1 = pin;
  const { levels } = session;
  const nameOf = (which: unknown): string => (typeof which === 'number' ? `D${which}` : `${which}`);
  for (let i = 1; i < PINS; i++) Object.assign(scope, { [`D${i}`]: natives(session, { toString: () => `D${i}` }) });
  const watches = new Map<number, { fn: SandboxFunction; options: WatchOptions; lastTime: number }>();
  let nextId = 1;
  const isButton = (value: unknown): boolean => value === pin || value === 0;
  natives(
    session,
    {
      digitalRead: (which: unknown) =>
        isButton(which) ? Number(session.machine.buttonPressed) : (levels.get(nameOf(which)) ?? 0),
      digitalWrite: (which: unknown, level: unknown) => void levels.set(nameOf(which), Number(Boolean(level))),
      pinMode: () => undefined,
      setWatch(fn: SandboxFunction, which: unknown, options?: WatchOptions) {
        if (typeof fn !== 'function') throw session.realm.error('Function or String not supplied!');
        const id = nextId++;
        if (isButton(which)) watches.set(id, { fn, options: options ?? {}, lastTime: 0 });
        return id;
      },
      clearWatch: (id?: number) => (id === undefined ? watches.clear() : watches.delete(id)),
    },
    scope,
  );
  return (pressed) => {
    const time = (session.machine.clock.now() - session.bornAt) / 1000;
    for (const [id, watch] of watches) {
      const { repeat = false, edge = 'rising' } = watch.options;
      const wanted = edge === 'both' || edge === 0 || (edge === 'falling' || edge === -1 ? !pressed : pressed);
      if (!wanted) continue;
      if (!repeat) watches.delete(id);
      const { lastTime } = watch;
      watch.lastTime = time;
      callIn(session, watch.fn, scope, [session.realm.value({ state: pressed, time, lastTime, pin: 'D0' })]);
    }
  };
}
