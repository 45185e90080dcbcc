// Fuzzing the `apply,` line of the original's phone app.

import { checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig } from '../../../firmware/config/schema.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { applyChanges } from '../../../firmware/protocols/tcp/apply.ts';
import { holds, type Parser, same } from '../parser.ts';
import { APPLY_LINES } from '../seeds.ts';
import { wrongIn } from '../valid-config.ts';

const LINE = /^apply,([^,]+),([12])(?:,(.*))?$/s;

function check(input: string): void {
  const line = `apply,${input.replace(/^apply,/, '').split('\n')[0]}`;
  const changes = applyChanges(line);
  const wanted = LINE.exec(line.replace(/,NULL$|,$/, ''));
  if (isFault(changes)) {
    holds(!wanted, `refused: ${changes.message}`);
    return;
  }
  const { auth, SSID, PWD } = (changes as { STA: { auth: number; SSID: string; PWD: string } }).STA;
  same('fields', [SSID, auth, PWD], [wanted?.[1], wanted?.[2] === '1' ? 1 : 3, wanted?.[3] ?? '']);
  const checked = checkChanges(changes, defaultConfig('PROV_A1B2C3'));
  if (!isFault(checked)) same('not a legal config', wrongIn(checked.config), '');
}

export const apply: Parser = {
  name: 'apply',
  seeds: APPLY_LINES,
  pieces: [',', 'NULL', ',NULL', '1', '2', '\r'],
  check,
};
