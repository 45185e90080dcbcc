// One request through the pure modules, from bytes to the config it would give; runs in Node and in the interpreter.

import { type Config, defaultConfig } from '../../firmware/config/schema.ts';
import { type Frame, type FrameState, nextFrame } from '../../firmware/protocols/tcp/frame.ts';
import type { Actions, Context, WindowActions } from '../../firmware/provisioning/context.ts';
import { answerRequest } from '../../firmware/provisioning/request.ts';
import { staticContext } from '../../tools/fuzz/static-context.ts';

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
  const actions: Actions = {
    scan(done) {
      calls.push('scan');
      done();
    },
    connect() {
      calls.push('connect');
      return undefined;
    },
    disconnect: () => void calls.push('disconnect'),
    networks: () => [{ ssid: 'Home', in_use: true }],
    forget(ssid, reply) {
      calls.push(`forget ${ssid}`);
      reply(undefined);
    },
    restart: (wipe) => void calls.push(`restart ${wipe}`),
  };
  const setupWindow: WindowActions = { open: (minutes) => void calls.push(`open ${minutes}`), close: () => undefined };
  return staticContext(now, actions, setupWindow, {
    status: () => ({ state: 'idle' }),
    scanData: () => ({ age_s: -1, networks: [] }),
    networks: () => [
      { ssid: 'Seen', rssi: -40, channel: 6, auth: 'wpa_wpa2' },
      { ssid: 'Cafe', rssi: -60, channel: 1, auth: 'open' },
      { ssid: 'New', rssi: -70, channel: 1, auth: 'unknown' },
    ],
    refuse: () => undefined,
  });
}

/** Every frame of the stream, in order. */
export function framesOf(text: string, ended: boolean): Frame[] {
  const frames: Frame[] = [];
  let state = { text, drop: 'start' as FrameState['drop'] };
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
      answerRequest(fakeContext(now, calls), frame.text, frame.keys, 'authorized', (given) => {
        reply = given;
      });
    return reply;
  });
}
