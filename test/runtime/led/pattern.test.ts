// What the status LED shows in each state, and which pins it may have.

import { describe, expect, it } from 'vitest';
import { newDeviceState } from '../../../firmware/provisioning/state.ts';
import { endWindowSoon, openWindow } from '../../../firmware/provisioning/window.ts';
import { blinkOf, type Led, type LedMode, ledFault, ledMode, ledOf } from '../../../firmware/runtime/led/pattern.ts';
import { initialState, type StateName } from '../../../firmware/wifi/link/state.ts';
import { parseLed } from '../../../tools/build/led.mjs';

const LED: Led = { pin: 'D2' };

function shown(word: StateName, window: 'open' | 'closed' | 'closing', led = LED): LedMode {
  const state = newDeviceState({ ...initialState(), word, mode: word === 'ap' ? 1 : 0 });
  state.worked = word !== 'unprovisioned';
  if (window !== 'closed') openWindow(state, 15, 0);
  if (window === 'closing') endWindowSoon(state, 0);
  return ledMode(state, 1, led);
}

describe('the status LED', () => {
  it.each<[StateName, 'open' | 'closed' | 'closing', LedMode]>([
    ['unprovisioned', 'closed', 'setup'],
    ['unprovisioned', 'open', 'setup'],
    ['connecting', 'open', 'connecting'],
    ['connecting', 'closed', 'connecting'],
    ['retrying', 'closed', 'retrying'],
    ['retrying', 'open', 'setup'],
    ['online', 'closed', 'dark'],
    ['online', 'open', 'setup'],
    ['online', 'closing', 'dark'],
    ['ap', 'closed', 'dark'],
    ['ap', 'closing', 'dark'],
    ['idle', 'closed', 'dark'],
    ['idle', 'open', 'setup'],
  ])('%s with the window %s: %s', (word, window, mode) => {
    expect(shown(word, window)).toBe(mode);
  });

  it('is lit while online, in mode 1 too, when it is told so, and dark while it waits for `connect`', () => {
    const led: Led = { ...LED, online: 1 };
    expect([shown('online', 'closed', led), shown('ap', 'closed', led), shown('online', 'closing', led)]).toEqual(
      Array(3).fill('lit'),
    );
    expect(shown('idle', 'closed', led)).toBe('dark');
  });

  it('blinks slowly, fast, and twice every five seconds; each change lies within its cycle and a second', () => {
    expect(blinkOf('setup').atMs).toHaveLength(2);
    expect(blinkOf('connecting').everyMs).toBeLessThan(blinkOf('setup').everyMs / 4);
    expect(blinkOf('retrying')).toMatchObject({ everyMs: 5_000, atMs: { length: 4 } });
    for (const mode of ['setup', 'connecting', 'retrying'] as const) {
      const { everyMs, atMs } = blinkOf(mode);
      expect(atMs[0]).toBe(0);
      expect([...atMs].sort((a, b) => a - b)).toEqual(atMs);
      expect(Math.max(...atMs)).toBeLessThan(Math.min(everyMs, 1_001));
    }
    expect([blinkOf('lit').everyMs, blinkOf('dark').everyMs]).toEqual([0, 0]);
  });

  it('may have the pins that the build takes, and no other: not the button, the UART, the flash, an input', () => {
    const good = Array.from({ length: 42 }, (_x, i) => `D${i}`).filter((pin) => !ledFault({ pin }));
    expect(good).toHaveLength(19);
    expect(good.filter((pin) => !parseLed(pin))).toEqual([]);
    for (const pin of ['D0', 'D1', 'D3', 'D6', 'D11', 'D34', 'D39', 'D20', 'LED1', '', 'D2 D4', 'd2', '2']) {
      expect(ledFault({ pin })).toContain(`pin ${pin} cannot drive an LED; take one of D2 D4`);
      expect(parseLed(pin)).toBeUndefined();
    }
  });

  it('is on at level 1 where nothing is said, though objects of Espruino inherit an `on`', () => {
    const given = Object.create({ on: () => 0 }) as Led;
    given.pin = { toString: () => 'D2' } as never;
    expect(ledOf(given)).toEqual({ pin: 'D2', on: 1, online: undefined });
    expect(ledOf({ pin: 'D2', on: 0, online: 1 })).toEqual({ pin: 'D2', on: 0, online: 1 });
  });

  it('has levels 0 and 1', () => {
    expect(ledFault({ pin: 'D2', on: 2 as never })).toBe('on is 2; it must be 0 or 1');
    expect(ledFault({ pin: 'D2', online: '1' as never })).toBe('online is 1; it must be 0 or 1');
    expect(parseLed('D4,on=0,online=1')).toEqual({ pin: 'D4', on: 0, online: 1 });
    for (const text of ['D4,on=2', 'D4,of=1', 'D4,', 'D4 on=1']) expect(parseLed(text)).toBeUndefined();
  });
});
