// Power fails during an update of a device on the real interpreter: it always comes up again, and ends with the new firmware.

import { expect, it } from 'vitest';
import { asDeviceError } from '../../tools/client/errors.ts';
import { readFirmwareFile } from '../../tools/client/firmware-file.ts';
import { sendUpdate } from '../../tools/client/update.ts';
import { onRealOnly } from './engines.ts';
import { firmware, NEW, OLD } from './firmwares.ts';
import { codeOf, type Sealed, seal } from './sealed.ts';
import { PROVISIONED, statusOf } from './updating.ts';

/** About 330 000 bytes are written or erased: a cut in each of so many. */
const CUTS = Number(process.env['WIFIPROV_UPDATE_CUTS'] ?? 12);
const BYTES = 330_000;

onRealOnly('power cuts during an update', (start) => {
  it('leave the old firmware until the new one is whole', { timeout: 3_000_000 }, async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    const code = await codeOf(rig);
    const file = readFirmwareFile(firmware());
    let sealed: Sealed | undefined;
    let starts = 0;
    let ready = rig.core.readyCount();
    /** After each cut: up again with the old firmware, and the next one armed. */
    const again = async (): Promise<void> => {
      sealed = undefined;
      await rig.until(() => rig.core.readyCount() > ready, 30_000);
      ready = rig.core.readyCount();
      starts++;
      const { firmware: runs } = await statusOf(rig);
      expect([OLD, NEW]).toContain(runs);
      if (runs === OLD)
        await rig.core.control({ do: 'cut-power', after: 1 + Math.floor(Math.random() * (BYTES / CUTS)) });
    };
    await rig.core.control({ do: 'cut-power', after: 2_000 });
    const ask = async (request: object): Promise<{ [key: string]: unknown }> => {
      try {
        sealed ??= await seal(rig, code, { timeoutMs: 4_000 });
        return await sealed.ask(request, 10_000);
      } catch (error) {
        throw asDeviceError(error);
      }
    };
    await sendUpdate(ask, file, { wait: again });
    await rig.core.control({ do: 'cut-power', after: 0 });
    await rig.until(() => rig.core.readyCount() > ready, 30_000);
    expect(await statusOf(rig)).toMatchObject({ firmware: NEW });
    expect(starts).toBeGreaterThan(2);
    process.stderr.write(`${starts} power cuts\n`);
  });
});
