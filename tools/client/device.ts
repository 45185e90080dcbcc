// A device as a program sees it: a method for each request, over whichever door was opened.

import { wifiTextChanges } from '../../firmware/config/wifi-text.ts';
import { isFault } from '../../firmware/lib/result.ts';
import type { Accepted, Changes, Device, DeviceEvent, KnownNetwork, Scan, SetupCode, State, Status } from './api.ts';
import { refusal } from './errors.ts';
import { readFirmwareFile } from './firmware-file.ts';
import type { Message } from './line-reader.ts';
import { outcomeOf } from './outcome.ts';
import { openReconnecting, type ReconnectingChannel } from './reconnecting.ts';
import type { Open } from './request-channel.ts';
import { fromBytes, toBytes } from './text.ts';
import { sendUpdate } from './update.ts';

async function ask(line: ReconnectingChannel, request: object): Promise<Message> {
  const reply = await line.ask(request);
  if (reply['ok'] !== true) throw refusal(reply);
  return reply;
}

async function data<T>(line: ReconnectingChannel, cmd: string, more: object = {}): Promise<T> {
  return (await ask(line, { cmd, ...more }))['data'] as T;
}

async function set(line: ReconnectingChannel, changes: object): Promise<Accepted> {
  const { state, saved, unchanged, warnings } = (await ask(line, changes)) as unknown as Partial<Accepted>;
  return { state: state as State, unchanged: unchanged ?? false, saved: saved ?? false, warnings: warnings ?? [] };
}

/** Nothing of a build that has no door for Espressif's apps. */
async function appCode(line: ReconnectingChannel): Promise<Partial<SetupCode>> {
  const reply = await line.ask({ cmd: 'code', app: true });
  return reply['ok'] === true ? (reply['data'] as Partial<SetupCode>) : {};
}

/** The network that the device will try. */
function nameIn(changes: Changes): string | undefined {
  if (!('wifi' in changes)) return changes.STA?.SSID;
  const read = wifiTextChanges(toBytes(changes.wifi), () => 0);
  const { SSID: ssid } = isFault(read) ? {} : (read['STA'] as { SSID?: string });
  return ssid === undefined ? undefined : fromBytes(ssid);
}

async function join(line: ReconnectingChannel): Promise<Accepted> {
  const { state } = await data<{ state: State }>(line, 'connect');
  return { state, unchanged: false, saved: false, warnings: [] };
}

/** `answerMs`: for the answer to a request whose outcome is waited for. */
export async function openDevice(open: Open, answerMs?: number): Promise<Device> {
  const line = await openReconnecting(open);
  return {
    get id() {
      return line.id();
    },
    request: (request) => line.ask(request),
    get: () => data(line, 'get'),
    set: (changes) => set(line, changes),
    provision: (changes, options) =>
      outcomeOf(line, () => set(line, changes), { isTrial: true, ssid: nameIn(changes), answerMs }, options),
    status: () => data<Status>(line, 'status'),
    scan: () => data<Scan>(line, 'scan'),
    join: (options) => outcomeOf(line, () => join(line), { isTrial: false, answerMs }, options),
    leave: async () => (await data<{ state: State }>(line, 'disconnect')).state,
    networks: async () => (await data<{ networks: KnownNetwork[] }>(line, 'networks')).networks,
    forget: async (ssid) => (await data<{ state: State }>(line, 'forget', { ssid })).state,
    history: async () => (await data<{ attempts: [] }>(line, 'history')).attempts,
    openWindow: async (minutes) => void (await data(line, 'open', minutes === undefined ? {} : { minutes })),
    closeWindow: async () => void (await data(line, 'close')),
    update: async (firmware, options) => sendUpdate(line.ask, readFirmwareFile(firmware), options),
    reset: async (all) => void (await data(line, 'reset', all ? { all } : {})),
    async code() {
      const own = await data<SetupCode>(line, 'code');
      return { ...own, ...(await appCode(line)) };
    },
    onEvent: (listener: (event: DeviceEvent) => void) => line.listen(listener),
    close: () => line.close(),
  };
}
