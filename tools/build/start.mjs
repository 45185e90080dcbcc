// `npm start`: builds with the options of a build among those that are given, and runs the simulator with the others.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The simulator's own flags win where both have one: `--access`, `--tcp-port` and `--led`. */
const BUILD_FLAGS = ['app', 'brand', 'without', 'ap-policy', 'ap-address', 'networks'];

const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {readonly string[]} argv @returns {{ build: string[], sim: string[] }} */
export function divide(argv) {
  /** @type {{ build: string[], sim: string[] }} */
  const all = { build: [], sim: [] };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    const [, name = '', value] = /^--([\w-]+)(=.*)?$/s.exec(word) ?? [];
    if (word === '--stock') all.build.push(word);
    else if (!BUILD_FLAGS.includes(name)) all.sim.push(word);
    else all.build.push(word, ...(value === undefined ? argv.slice(++i, i + 1) : []));
  }
  return all;
}

/** Signals go on to it, so that nothing outlives this process. @param {string[]} words @returns {Promise<number>} */
function run(words) {
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('close', (status) => resolve(status ?? 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Ctrl-C reaches the child from the terminal.
  process.on('SIGINT', () => {});
  const { build, sim } = divide(process.argv.slice(2));
  process.exitCode =
    (await run([`${root}build.mjs`, '--quiet', ...build])) || (await run([`${root}build/tools/sim.mjs`, ...sim]));
}
