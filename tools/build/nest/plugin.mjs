// For Vitest: a test gets each module of the firmware as the build makes it, with all that it imports and with functions
// moved inwards. What it exports stays at top level.
import * as esbuild from 'esbuild';
import { byteLiterals } from '../../espruino-lint/bytes.ts';
import { nestFunctions } from './functions.mjs';

const FIRMWARE = /\/firmware\/(?!protocols\/http\/page\/|examples\/).*(?<!\.d)\.ts$/;

/** @param {string} path */
async function nested(path) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path],
    outfile: `${path}.js`,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'ascii',
    sourcemap: 'external',
    plugins: [byteLiterals()],
    logLevel: 'silent',
  });
  const [map, code] = ['map', 'js'].map((end) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '');
  const { code: moved, map: whole } = nestFunctions(code ?? '', JSON.parse(map ?? ''));
  return { code: moved, map: JSON.stringify(whole) };
}

/** @returns {import('vite').Plugin} */
export const nestedFirmware = () => ({
  name: 'nested-firmware',
  enforce: 'pre',
  load: (id) => (FIRMWARE.test(id) ? nested(id) : null),
});
