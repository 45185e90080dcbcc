// Where a device is found: at the address that was given, and under its own name once it has moved to another network.

import type { Changes, Device, Outcome, Transport, WaitOptions } from './api.ts';
import { isDeviceError } from './errors.ts';

type Reach = (host: string) => Promise<Transport>;

interface Reachable {
  reach(): Promise<Transport>;
  /** The same device, whose name is asked for before it is sent to another network. */
  watch(device: Device): Device;
}

/** A device that goes back to its former network is at its former address again before that. */
export const MOVED_MS = 10_000;

/** Such a name moves with the device. */
const OWN_NAME = /\.local\.?$/i;

export function reachableAt(host: string, reach: Reach): Reachable {
  let name: string | undefined;
  let goneMs: number | undefined;
  async function learn(device: Device): Promise<void> {
    try {
      name ??= OWN_NAME.test(host) ? host : (await device.status()).host;
    } catch (error) {
      if (!isDeviceError(error)) throw error;
    }
  }
  return {
    async reach() {
      const beganMs = Date.now();
      try {
        const transport = await reach(host);
        goneMs = undefined;
        return transport;
      } catch (error) {
        goneMs ??= beganMs;
        if (name === undefined || name === host || Date.now() - goneMs < MOVED_MS) throw error;
        // "Nothing answers at the address" is the fault that the user can fix.
        return reach(name).catch(() => Promise.reject(error));
      }
    },
    watch(device) {
      const { provision } = device;
      device.provision = async (changes: Changes, options?: WaitOptions): Promise<Outcome> => {
        await learn(device);
        return provision(changes, options);
      };
      return device;
    },
  };
}
