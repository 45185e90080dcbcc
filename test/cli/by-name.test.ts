// A simulated device that a person finds by its name, on one computer: the built simulator and the built command.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import multicastDns from 'multicast-dns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THIS_COMPUTER } from '../../tools/client/mdns.ts';
import { onInterpreters } from '../interpreters.ts';

const NAME = 'multicast-probe.local';
const PROBE_MS = 2_000;

/** Some containers have none. */
function hasMulticast(): Promise<boolean> {
  const [asks, answers] = [multicastDns(THIS_COMPUTER), multicastDns(THIS_COMPUTER)];
  const timers: NodeJS.Timeout[] = [];
  return new Promise<boolean>((resolve) => {
    for (const one of [asks, answers]) one.on('error', () => resolve(false)).on('warning', () => {});
    answers.on('query', ({ questions = [] }) => {
      if (questions[0]?.name === NAME) answers.respond([{ name: NAME, type: 'A', ttl: 1, data: '127.0.0.1' }]);
    });
    asks.on('response', ({ answers: told = [] }) => told.some(({ name }) => name === NAME) && resolve(true));
    timers.push(setTimeout(() => resolve(false), PROBE_MS));
    answers.on('ready', () => timers.push(setInterval(() => asks.query(NAME, 'A'), 100)));
  }).finally(() => {
    for (const timer of timers) clearInterval(timer);
    for (const one of [asks, answers]) one.destroy();
  });
}

const isThere = await hasMulticast();
const title = isThere ? 'by its name' : 'skipped, since this computer has no multicast on its loopback (127.0.0.1)';

/** `interpreter`: that of the engine `espruino`, which knows no other speed than the real one. */
function rows(interpreter?: string): void {
  let sim: ChildProcess;
  let [tcp, uart] = ['', ''];
  const wifiprov = (words: string[]): { status: number | null; stdout: string; stderr: string } => {
    const env = { ...process.env, WIFIPROV_PWD: 'correct horse' };
    return spawnSync(process.execPath, ['tools/cli/wifiprov.mjs', ...words], { encoding: 'utf8', env });
  };
  beforeAll(async () => {
    const ports = ['--tcp-port', '0', '--http-port', '0', '--dns-port', '0', '--uart', 'tcp:0'];
    const engine = interpreter === undefined ? ['--speed', '10'] : ['--engine', 'espruino'];
    const env = interpreter === undefined ? process.env : { ...process.env, ESPRUINO: interpreter };
    sim = spawn(process.execPath, ['build/tools/sim.mjs', ...ports, ...engine], { env });
    const ready = await new Promise<string>((resolve) => {
      let said = '';
      sim.stderr?.on('data', (bytes) => {
        said += bytes;
        const [, json] = /READY (\{.*\})/.exec(said) ?? [];
        if (json) resolve(json);
      });
    });
    const at: { tcp: number; uart: number } = JSON.parse(ready);
    [tcp, uart] = [String(at.tcp), `tcp:127.0.0.1:${at.uart}`];
    expect(wifiprov(['join', 'Home', '--port', uart])).toMatchObject({ status: 0 });
  }, 60_000);
  afterAll(async () => {
    const isOver = new Promise((resolve) => sim.once('exit', resolve));
    sim.kill();
    await isOver;
  });

  it.each(['wifiprov-000110.local', 'WIFIPROV-000110.local.', 'wifiprov-000110'])('status finds %s', (name) => {
    const ran = wifiprov(['status', '--plain', '--host', `${name}:${tcp}`]);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('online'), stderr: '' });
  });

  it('status needs no setup code where nobody can be asked for it', () => {
    const ran = wifiprov(['status', '--host', `wifiprov-000110.local:${tcp}`]);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('online'), stderr: '' });
  });

  it('discover lists it', () => {
    const ran = wifiprov(['discover', '--tcp-port', tcp, '--json']);
    const { devices } = JSON.parse(ran.stdout).data;
    expect(devices).toEqual([expect.objectContaining({ host: 'wifiprov-000110.local', ip: '127.0.0.1' })]);
  });

  it('another name is not found', () => {
    const ran = wifiprov(['status', '--plain', '--host', `wifiprov-999999.local:${tcp}`]);
    expect(ran).toMatchObject({ status: 3, stderr: expect.stringContaining('no device of that name') });
  });
}

describe.skipIf(!isThere)(title, { timeout: 60_000 }, () => {
  describe('on the node engine', () => rows());
  onInterpreters((path) => rows(path));
});
