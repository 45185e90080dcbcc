// What npm tells the script `prepare` when the package comes from a git address with -g.

import { describe, expect, it } from 'vitest';
import { hereOnly, isFetched } from '../../tools/build/prepare.mjs';

const CACHE = '/home/me/.npm/_cacache';

describe('is fetched by npm for a global installation', () => {
  it.each<[string, object, string, boolean]>([
    ['with -g, in the cache', { npm_config_global: 'true' }, `${CACHE}/tmp/git-clone1/`, true],
    ['without -g npm installs here', {}, `${CACHE}/tmp/git-clone1/`, false],
    ['`npm install -g .` in a clone', { npm_config_global: 'true' }, '/home/me/wifiprov/', false],
    ['a folder beside the cache', { npm_config_global: 'true' }, '/home/me/.npm/_cacache2/clone/', false],
  ])('%s', (_, env, folder, is) => {
    expect(isFetched({ npm_config_cache: CACHE, ...env }, folder)).toBe(is);
  });

  it('not without a cache', () => expect(isFetched({ npm_config_global: 'true' }, '/clone/')).toBe(false));
});

it('what sends packages elsewhere is not handed on to the installation here', () => {
  const env = {
    PATH: '/bin',
    npm_config_cache: CACHE,
    npm_config_global: 'true',
    npm_config_prefix: '/usr',
    npm_config_global_prefix: '/usr',
    npm_config_local_prefix: '/elsewhere',
    npm_config_location: 'global',
  };
  expect(hereOnly(env)).toEqual({ PATH: '/bin', npm_config_cache: CACHE });
});
