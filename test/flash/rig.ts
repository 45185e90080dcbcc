// A simulated board on a bench: its serial line can be cut at any write, its power at any byte of flash, and time is ours.

import type { Bytes, DeviceError } from '../../tools/client/api.ts';
import { isDeviceError } from '../../tools/client/errors.ts';
import type { Firmware } from '../../tools/flash/firmware.ts';
import { type Done, flashBoard, type Wishes } from '../../tools/flash/job.ts';
import { createLine, type Waiting } from '../../tools/flash/line.ts';
import { type Device, type HarnessOptions, startDevice } from '../../tools/sim/harness.ts';

const STEP_MS = 100;

/** Where the line breaks: in this write of ours, after so many of its bytes. */
interface Break {
  atWrite: number;
  bytes: number;
}

export interface Rig {
  device: Device;
  /** What the board has said since the last `forget`. */
  said(): string;
  forget(): void;
  /** What it has done or why not; `at`: where the cable is pulled. */
  flash(firmware: Firmware, wishes?: Partial<Wishes>, at?: Break): Promise<Done | DeviceError>;
  /** Our writes in the last run, and what was shown of it. */
  writes(): string[];
  shown(): string[];
  /** Power away and back. */
  restart(): Promise<string>;
  flashBytes(): Promise<number>;
  /** The power fails at the n-th byte that is written to flash; the cable goes with it. */
  cutPower(n: number): Promise<void>;
  stop(): Promise<void>;
}

/** `look` is called at each step, before anybody judges what has come. */
function waitingOn(device: Device, look: () => Promise<void>): Waiting {
  return {
    look: () => {},
    async until(isTrue, ms) {
      for (let spent = 0; ; spent += STEP_MS) {
        await device.settle();
        await look();
        if (isTrue() || spent >= ms) return isTrue();
        await device.advance(STEP_MS);
      }
    },
  };
}

export async function startBoard(options: HarnessOptions): Promise<Rig> {
  const device = await startDevice(options);
  let said = '';
  let writes: string[] = [];
  let shown: string[] = [];
  let onData: (bytes: string) => void = () => {};
  let onClose: () => void = () => {};
  let bootsBeforeCut = 0;
  let isStopped = false;
  const unplug = (): void => {
    onData = () => {};
    onClose();
  };
  const boots = async (): Promise<number> =>
    Number(((await device.control({ do: 'state' })) as { boots?: number }).boots);
  const unplugAfterCut = async (): Promise<void> => {
    if (bootsBeforeCut > 0 && (await boots()) > bootsBeforeCut) unplug();
  };
  device.uart.onData((bytes) => {
    said += bytes;
    onData(bytes);
  });
  const lineWith = (at: Break | undefined): Bytes => ({
    write(bytes) {
      writes.push(bytes);
      if (!at || writes.length < at.atWrite) device.uart.write(bytes);
      if (!at || writes.length !== at.atWrite) return;
      if (at.bytes > 0) device.uart.write(bytes.slice(0, at.bytes));
      unplug();
    },
    onData: (listener) => (onData = listener),
    onClose: (listener) => (onClose = listener),
    close: () => {},
  });
  return {
    device,
    said: () => said,
    forget: () => (said = ''),
    async flash(firmware, wishes = {}, at = undefined) {
      [writes, shown] = [[], []];
      const line = createLine(lineWith(at), waitingOn(device, unplugAfterCut));
      const show = {
        phase: (text: string) => shown.push(text),
        progress: (done: number, total: number) => shown.push(`${done}/${total}`),
      };
      try {
        return await flashBoard(line, firmware, { keepBle: false, compact: false, ...wishes }, show);
      } catch (error) {
        if (!isDeviceError(error)) throw error;
        return error;
      } finally {
        onData = () => {};
        await device.settle();
      }
    },
    writes: () => writes,
    shown: () => shown,
    async restart() {
      said = '';
      bootsBeforeCut = 0;
      await device.control({ do: 'cut-power', after: 0 });
      await device.control({ do: 'power-cycle' });
      await device.advance(3_000);
      return said;
    },
    async flashBytes() {
      const state = await device.control({ do: 'state' });
      return Number((state as { flashBytes?: number }).flashBytes);
    },
    async cutPower(n) {
      bootsBeforeCut = await boots();
      await device.control({ do: 'cut-power', after: n });
    },
    async stop() {
      if (!isStopped) await device.stop();
      isStopped = true;
    },
  };
}
