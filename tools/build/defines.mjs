// The constants in the bundle, from the options of the build.
import { brandDefines } from './brand/brand.mjs';
import { apPolicyOf, brandIn, versionIn } from './contents.mjs';
import { OPTIONS } from './options.mjs';
import { hasUpdate, PIECES, withoutOf } from './pieces.mjs';
import { schemaDefines } from './schema-defines.mjs';

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */

/** @param {BuildOptions} options */
function ledDefines(options) {
  const led = /** @type {import('./led.mjs').Led} */ (options['led'] || { pin: '', on: 1, online: 0 });
  const all = { BUILD_LED_PIN: led.pin, BUILD_LED_ON: led.on, BUILD_LED_ONLINE: led.online };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The constants for esbuild's `define`. @param {BuildOptions} options @param {number} sockets those of the app */
export function defines(options, sockets = 0) {
  const pairs = Object.entries(OPTIONS).map(([name, o]) => [o.define, JSON.stringify(options[name] ?? o.fallback)]);
  const without = withoutOf(options);
  const pieces = Object.entries(PIECES).map(([name, piece]) => [piece.define, JSON.stringify(!without.includes(name))]);
  const modeMax = JSON.stringify(apPolicyOf(options) === 'never' ? 0 : 1);
  const app = {
    BUILD_MODE_MAX: modeMax,
    BUILD_KNOWN: JSON.stringify(options['networks'] !== 1),
    BUILD_UPDATE: JSON.stringify(hasUpdate(without)),
    BUILD_APP: JSON.stringify(Boolean(options['app'])),
    BUILD_APP_SOCKETS: JSON.stringify(sockets),
    ...schemaDefines(),
  };
  const {
    BUILD_BRANDED: _brand,
    BUILD_LED_START: _led,
    ...all
  } = { ...Object.fromEntries([...pairs, ...pieces]), ...app };
  return {
    ...all,
    ...ledDefines(options),
    ...brandDefines(brandIn(options)),
    BUILD_VERSION: JSON.stringify(versionIn(options)),
  };
}
