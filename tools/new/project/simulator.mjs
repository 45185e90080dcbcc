// The built firmware on a simulated board, for the tests.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SIMULATOR = fileURLToPath(import.meta.resolve('wifiprov/simulator'));
const FIRMWARE = fileURLToPath(new URL('build', import.meta.url));
const FREE_PORTS = ['--uart', 'tcp:0', '--tcp-port', '0', '--http-port', '0', '--dns-port', '0'];

/** Its serial port, and where its page is. */
export function startBoard() {
  const board = spawn(process.execPath, [SIMULATOR, '--firmware', FIRMWARE, '--speed', '20', ...FREE_PORTS]);
  let said = '';
  return new Promise((resolve, reject) => {
    board.stderr.on('data', (bytes) => {
      said += bytes;
      const [, ready] = /^READY (.*)$/m.exec(said) ?? [];
      if (!ready) return;
      const { uart, http } = JSON.parse(ready);
      resolve({ serial: `tcp:127.0.0.1:${uart}`, page: `http://127.0.0.1:${http}/`, stop: () => board.kill() });
    });
    board.on('exit', () => reject(new Error(said)));
  });
}
