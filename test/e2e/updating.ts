// An update of a device under test, over a sealed session.

import { readFirmwareFile } from '../../tools/client/firmware-file.ts';
import { sendUpdate } from '../../tools/client/update.ts';
import type { Rig } from './rig.ts';
import { codeOf, done, type Sealed, seal } from './sealed.ts';

export const PROVISIONED = { provisioned: true, slots: true, start: { access: 'window' as const } };
const UPDATE_MS = 600_000;

interface Updating {
  sealed: Sealed;
  send(firmware: Uint8Array): Promise<{ version: string; unchanged: boolean }>;
}

export async function updating(rig: Rig): Promise<Updating> {
  const sealed = await seal(rig, await codeOf(rig));
  return {
    sealed,
    send: (firmware) =>
      done(
        rig,
        sendUpdate((request) => sealed.session.request(request), readFirmwareFile(firmware), {
          wait: () => Promise.reject(new Error('the connection was lost')),
        }),
        UPDATE_MS,
      ),
  };
}

export async function statusOf(rig: Rig): Promise<{ [key: string]: string }> {
  const lines = await rig.command('wifiprov status');
  return Object.fromEntries(
    lines.map((line) => line.split('=') as [string, string]).filter(([, value]) => value !== undefined),
  );
}

/** Sent, checked, and started for the first time. */
export async function updated(rig: Rig, firmware: Uint8Array): Promise<void> {
  const ready = rig.core.readyCount();
  const { send } = await updating(rig);
  await send(firmware);
  await rig.until(() => rig.core.readyCount() > ready, 20_000);
}
