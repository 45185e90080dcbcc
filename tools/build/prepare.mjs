// What npm runs after `npm ci` here, and after it has fetched the package from a git address: builds everything.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** npm hands its -g on to the installation of what the build needs, which then ends up elsewhere. */
const GLOBAL =
  'npm install -g does not work with a git address: clone it, then run npm ci and npm install -g . there\n';
const BARE = 'wifiprov is not built: that needs its development packages (npm ci)\n';

function canBuild() {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false;
  }
}

if (canBuild()) {
  const { status } = spawnSync(process.execPath, ['build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else if (process.env['npm_config_global'] === 'true') {
  process.stderr.write(GLOBAL);
  process.exitCode = 1;
} else process.stderr.write(BARE);
