// The library runs where there is no Node: its bundle for browsers holds all it needs, and works with WebCrypto alone.

import vm from 'node:vm';
import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import type { openSession as OpenSession } from '../../tools/client/session.ts';
import { fakeDevice } from '../fakes/sealed-device.ts';

it('opens a session in a context that has nothing of Node', async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: ['tools/client/session.ts'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'client',
  });
  const page = vm.createContext({ crypto, TextEncoder, TextDecoder, setTimeout, clearTimeout });
  vm.runInContext(outputFiles[0]?.text ?? '', page);
  const openSession = vm.runInContext('client.openSession', page) as typeof OpenSession;
  const device = fakeDevice({ code: '7KQ2M9XD4TRA', answer: () => ({ ok: true, data: {} }) });
  const session = await openSession(device.transport, '7KQ2-M9XD-4TRA');
  expect(JSON.stringify(await session.request({ cmd: 'ping' }))).toBe('{"ok":true,"data":{}}');
  session.close();
});
