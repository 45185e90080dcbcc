// What a build says that it has in it.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { NO_BRAND } from './brand/brand.mjs';
import { withoutOf } from './pieces.mjs';

/** @typedef {import('./brand/brand.mjs').Brand} Brand */
/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */

const version = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;

/** @param {BuildOptions} options */
export const apPolicyOf = (options) => String(options['apPolicy'] ?? 'fallback');

/** @param {BuildOptions} options */
export const brandIn = (options) => /** @type {Brand} */ (options['brand'] ?? NO_BRAND);

/** As the device tells it: the product's own, or that of wifiprov. @param {BuildOptions} options */
export const versionIn = (options) => brandIn(options).version || String(version);

/** What a build has of its own. @param {BuildOptions} options */
export const contents = (options) => ({
  version: versionIn(options),
  product: brandIn(options).product,
  app: options['app'] ? basename(String(options['app'])) : '',
  without: withoutOf(options),
});

/** @param {BuildOptions} options */
export function contentsOf(options) {
  const { product, app, without } = contents(options);
  const parts = [
    `brand ${product}`,
    app ? `app ${app}` : 'no app',
    ...(without.length ? [`without ${without.join(', ')}`] : []),
  ];
  return `in this build: ${parts.join(', ')}`;
}
