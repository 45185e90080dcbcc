// The platform layer as one script: its exports are in the global `hal`, its native modules are asked for by `require`.

import * as esbuild from 'esbuild';

const built = await esbuild.build({
  entryPoints: ['firmware/platform/espruino.ts'],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'hal',
  platform: 'neutral',
  external: ['net', 'dgram', 'Wifi', 'Flash', 'Storage', 'crypto', 'TelnetServer'],
  logLevel: 'silent',
});
/** To be run among globals of its own. */
export const platformCode = built.outputFiles[0]?.text ?? '';
