// One device under test, the same to a row whichever engine runs it: UART lines, TCP clients, the air, and waiting.

import type { Device } from '../../tools/sim/harness.ts';
import { type Client, openClient } from './client.ts';
import { sent } from './secrets.ts';
import { untilOf } from './until.ts';

/** `debug`, `crash` and the like beyond the interface of both engines stay with the engine's own `device`. */
export type Core = Pick<Device, 'tcpPort' | 'httpPort' | 'dnsPort' | 'readyCount' | 'control' | 'log' | 'stop'> & {
  uart: Pick<Device['uart'], 'write' | 'output'>;
  /** Lets that much of the device's time pass; where time is real, only a moment. */
  pass(ms: number): Promise<void>;
  /** Device time. */
  nowMs(): number;
  /** Added to every deadline where time is real: only a broken device takes so long. */
  slackMs: number;
  /** The real interpreter: time is ours, and a child process needs its own for everything. */
  isReal: boolean;
  /** Wi-Fi events since the start (espruino engine). */
  events?: () => number;
  /** An expression in the running device, for measuring (espruino engine). */
  evaluate?: (expression: string) => Promise<unknown>;
  /** With the option `measureStack`. */
  stack?: StackShare;
};

export interface StackShare {
  /** Begins anew. */
  reset(): void;
  /** Of the chip's stack, at once since `reset`. */
  percent(): number;
}

export interface Rig {
  core: Core;
  /** All that the device has sent on the UART. */
  output(): string;
  /** Sends bytes as a careful tool does: at most 48 at a time. */
  type(bytes: string): Promise<void>;
  /** Types a line and returns the answer: data lines, then the one that begins OK or ERROR. */
  command(line: string): Promise<string[]>;
  client(): Promise<Client>;
  /** Lets time pass until the condition holds; fails when `ms` of it are over. */
  until(condition: () => boolean | Promise<boolean>, ms?: number): Promise<void>;
  /** The UART has said it since `mark` (a length of `output()`), or since the beginning. */
  said(text: string | RegExp, ms?: number, mark?: number): Promise<void>;
  /** The answer to the control request `state`. */
  state(): Promise<State>;
  air(accessPoints: object[]): Promise<void>;
  /** The device has said so, and it is true. */
  online(ssid: string, ms?: number): Promise<void>;
}

interface State {
  mode: string;
  link: { ssid: string; ip: string } | null;
  ap: { ssid: string; channel: number; auth: string; clients: number } | null;
  flashWrites: number;
  flashBytes: number;
  boots: number;
  /** Of ESP-IDF, as the simulator counts it. */
  freeHeap: number;
}

const BURST = 48;
/** At least what 48 bytes take on the wire. */
const BURST_PAUSE_MS = 5;
const ANSWER = /(?:^|\n)(?:OK|ERROR)[^\n]*\n> /;

/** Lines of what the UART has said, without the prompt of the last. */
export function linesOf(text: string): string[] {
  return text.replaceAll('\r', '').split('\n');
}

function answerOf(said: string, line: string): string[] {
  const rows = linesOf(said);
  const echo = rows.lastIndexOf(`> ${line}`);
  const end = rows.findIndex((row, i) => i > echo && /^(OK|ERROR)/.test(row));
  return rows.slice(echo + 1, end + 1);
}

export function rigOf(core: Core): Rig {
  const output = core.uart.output;
  const rig: Rig = {
    core,
    output,
    async type(bytes) {
      sent(bytes);
      for (let at = 0; at < bytes.length; at += BURST) {
        core.uart.write(bytes.slice(at, at + BURST));
        await core.pass(BURST_PAUSE_MS);
      }
    },
    async command(line) {
      const mark = output().length;
      await rig.type(`${line}\r`);
      await rig.said(ANSWER, 15_000, mark);
      return answerOf(output().slice(output().lastIndexOf('\n', mark - 1) + 1), line);
    },
    client: () => openClient(core, rig.until),
    until: untilOf(core, output),
    said(text, ms, mark = 0) {
      const isThere = (said: string): boolean => (typeof text === 'string' ? said.includes(text) : text.test(said));
      return rig.until(() => isThere(output().slice(mark).replaceAll('\r', '')), ms);
    },
    state: async () => (await core.control({ do: 'state' })) as never,
    async air(accessPoints) {
      const reply = await core.control({ do: 'radio', accessPoints });
      if (!reply.ok) throw new Error(reply.message);
    },
    online: (ssid, ms = 30_000) =>
      rig.until(async () => {
        const told = linesOf(output()).filter((line) => line.startsWith('# ') && line !== '# saved');
        return (told.at(-1) ?? '').startsWith(`# online "${ssid}"`) && (await rig.state()).link?.ssid === ssid;
      }, ms),
  };
  return rig;
}

/** What `wifiprov get` shows, by path; texts in their quotes. */
export async function configOf(rig: Rig): Promise<{ [path: string]: string }> {
  const lines = (await rig.command('wifiprov get')).slice(0, -1);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}
