// Where a device is found: at the address that was given, and under its own name once it has moved to another network.

import type { Changes, Device, Outcome, Transport, WaitOptions } from './api.ts';
import { isDeviceError } from './errors.ts';

export type Reach = (host: string) => Promise<Transport>;

export interface Place {
  reach(): Promise<Transport>;
  /** The same device, whose name is asked for before it is sent to another network. */
  watch(device: Device): Device;
}

/** Such a name moves with the device. */
const OWN_NAME = /\.local\.?$/i;

export function placeOf(host: string, reach: Reach): Place {
  let name: string | undefined;
  async function learn(device: Device): Promise<void> {
    try {
      name ??= OWN_NAME.test(host) ? host : (await device.status()).host;
    } catch (error) {
      if (!isDeviceError(error)) throw error;
    }
  }
  return {
    async reach() {
      try {
        return await reach(host);
      } catch (error) {
        if (name === undefined || name === host) throw error;
        // That nobody is at the address is what the user can do something about.
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
