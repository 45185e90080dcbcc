// One request through the pure modules, from bytes to the config it would give; runs in Node and in the interpreter.

import type { Context } from '../../firmware/commands/context.ts';
import { errands } from '../../firmware/commands/errands.ts';
import { answerRequest } from '../../firmware/commands/request.ts';
import { settingsOf } from '../../firmware/commands/settings.ts';
import type { Changes } from '../../firmware/config/check.ts';
import { type Config, defaultConfig } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/core/result.ts';
import { type Frame, nextFrame } from '../../firmware/tcp/frame.ts';

/** A device that has a network, and an AP whose password is the setup code. */
export function provisioned(): Config {
  const own = { 'STA.SSID': 'Home', 'STA.PWD': 'correct horse' };
  return Object.assign(defaultConfig('PROV_A1B2C3'), own);
}

/** Another starting point: nothing set. */
export function fresh(): Config {
  return defaultConfig('PROV_A1B2C3');
}

/** In place of what the device does with a change: the config it would have. */
export function fakeContext(now: Config, calls: string[]): Context {
  const engine = {
    scan: (done: () => void) => {
      calls.push('scan');
      done();
    },
    connect: () => {
      calls.push('connect');
      return undefined;
    },
    disconnect: () => calls.push('disconnect'),
    restart: (wipe: string) => calls.push(`restart ${wipe}`),
  };
  const gate = { open: (minutes: number) => calls.push(`open ${minutes}`), close: () => undefined };
  const context = {
    hub: {
      kept: { link: { word: 'idle' }, attempts: '' },
      ports: { clock: { nowMs: () => 0 } },
      load: errands,
      gate: () => gate,
      engine: () => engine,
    },
    status: () => ({ state: 'idle' }),
    scanData: () => ({ age_s: -1, networks: [] }),
    config: () => Object.assign({}, now),
    put(changes: Changes): object {
      const checked = settingsOf(context as unknown as Context, changes);
      return isFault(checked) ? checked : { ok: true, config: checked.config, warnings: checked.warnings };
    },
    networks: () => [
      { ssid: 'Seen', rssi: -40, channel: 6, auth: 'wpa_wpa2' },
      { ssid: 'Cafe', rssi: -60, channel: 1, auth: 'open' },
      { ssid: 'New', rssi: -70, channel: 1, auth: 'unknown' },
    ],
    refuse: () => undefined,
  };
  return context as unknown as Context;
}

/** Every frame of the stream, in order. */
export function framesOf(text: string, ended: boolean): Frame[] {
  const frames: Frame[] = [];
  let state = { text, drop: '' as '' | 'line' | 'object' };
  for (;;) {
    const cut = nextFrame(state, ended);
    state = cut.rest;
    if (cut.frame.type === 'wait') return frames;
    frames.push(cut.frame);
  }
}

/** The replies to all requests in the text; of a fault in the stream its frame. */
export function ask(text: string, now: Config, calls: string[]): object[] {
  return framesOf(text, true).map((frame) => {
    let reply: object = frame;
    if (frame.type === 'json')
      answerRequest(fakeContext(now, calls), frame.text, frame.keys, 'proved', (given) => {
        reply = given;
      });
    return reply;
  });
}
