// What npm runs after `npm ci` here, and after it has fetched the package from a git address: builds everything.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

/** @param {string[]} words */
function node(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

const { npm_config_global, npm_execpath = '' } = process.env;
// `npm install -g git+...` hands its -g on to the installation of what the build needs, which then is not here.
if (!canBuild() && npm_config_global === 'true' && npm_execpath)
  node(npm_execpath, 'ci', '--global=false', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent');
if (canBuild()) node('build.mjs', '--quiet');
else process.stderr.write('wifiprov is not built: that needs its development packages (npm ci)\n');
