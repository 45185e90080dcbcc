// What npm runs after `npm ci` here, and after it has fetched the package from a git address: builds everything.
import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const BARE = 'wifiprov is not built: that needs its development packages (npm ci)\n';

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

/** What sends an installation elsewhere than into this folder. */
const ELSEWHERE = /^npm_config_(global|location|prefix|local_prefix|global_prefix)$/i;

/** @param {NodeJS.ProcessEnv} env */
export function hereOnly(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ELSEWHERE.test(name)));
}

/** npm fetches from a git address into its cache, and takes that away afterwards. @param {NodeJS.ProcessEnv} env */
export function isFetched({ npm_config_global: global, npm_config_cache: cache }, folder = root) {
  return global === 'true' && cache !== undefined && folder.startsWith(cache + sep);
}

/** The same -g links this folder where the package will be installed: npm would unpack it through the link, into here. */
function replaceLink(/** @type {NodeJS.ProcessEnv} */ { npm_config_prefix: prefix = '' }) {
  const modules = process.platform === 'win32' ? ['node_modules'] : ['lib', 'node_modules'];
  const link = join(prefix, ...modules, 'wifiprov');
  try {
    if (realpathSync(link) !== realpathSync(root)) return;
    rmSync(link);
    mkdirSync(link);
  } catch {
    // None is there.
  }
}

/**
 * With `npm install -g` and a git address, npm fetches this folder, and hands its -g on to the installation of what the
 * build needs: that ends up elsewhere. So it is installed here, as the lock file says. Its scripts are not needed.
 * @param {NodeJS.ProcessEnv} env
 */
function installHere(env) {
  const npm = env['npm_execpath'];
  if (npm === undefined) return;
  const words = [npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit', env: hereOnly(env) });
}

/** @param {NodeJS.ProcessEnv} env */
function prepare(env) {
  const fetched = isFetched(env);
  if (fetched && !canBuild()) installHere(env);
  if (fetched) replaceLink(env);
  if (!canBuild()) return void process.stderr.write(BARE);
  const { status } = spawnSync(process.execPath, ['build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare(process.env);
