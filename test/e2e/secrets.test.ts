// The search for secrets finds one where there is one.

import { expect, it } from 'vitest';
import { onNodeOnly } from './engines.ts';
import { settingsOf } from './options.ts';
import { expectNoSecrets, forget, listener, withoutEcho } from './secrets.ts';

const leaking = '> wifiprov get\r\nSTA.PWD="correct horse"\r\nOK\r\n> ';

it('finds the password that is in flash, at the UART and at a socket', async () => {
  const { flashFile } = await settingsOf({ provisioned: true });
  expect(() => expectNoSecrets(flashFile, leaking)).toThrow(/correct horse/);
  expect(() => expectNoSecrets(flashFile, '')).not.toThrow();
  const hear = listener('HTTP');
  hear('{"PWD":"correct');
  hear(' horse"}');
  expect(() => expectNoSecrets(flashFile, '')).toThrow(/HTTP: correct horse/);
  forget();
});

it('leaves out the echo of the line being typed and the answer of `wifiprov code`, and nothing else', () => {
  expect(withoutEcho('> wifiprov set 0 1 0 1 4 Home "correct horse"\r\nOK connecting\r\n> ')).toBe('OK connecting');
  expect(withoutEcho('> wifiprov code\r\ncode=ABCD-EFGH-JKMN\r\nOK\r\n> x\r\n# ABCDEFGHJKMN')).toBe('\n# ABCDEFGHJKMN');
});

onNodeOnly('the search itself', (start) => {
  it('knows the setup code that the device has made', async () => {
    const rig = await start();
    const code = (): Promise<string | undefined> =>
      rig.command('wifiprov code').then((lines) => lines.find((line) => line.startsWith('code='))?.slice(5));
    await rig.until(async () => (await code()) !== undefined, 20_000);
    const found = (await code()) ?? '';
    expect(found).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(() => expectNoSecrets(rig.flashFile, `# ${found}`)).toThrow(found);
    expect(() => expectNoSecrets(rig.flashFile, `# ${found.replaceAll('-', '')}`)).toThrow();
  });
});
