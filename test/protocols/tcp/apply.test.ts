import { describe, expect, it } from 'vitest';
import { checkChanges } from '../../../firmware/config/check.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { applyChanges } from '../../../firmware/protocols/tcp/apply.ts';
import { fresh } from '../../fakes/asking.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

/** SSID, auth and password that the line sets, or the refusal, checked from a device without a network. */
function got(line: string): unknown[] {
  const changes = applyChanges(line);
  const checked = isFault(changes) ? changes : checkChanges(changes, fresh());
  if (isFault(checked)) return [checked.code, checked.field];
  const config = checked.config;
  expect([config.mode, config.save_config, config['STA.auto'], config['STA.ch']]).toEqual([0, 1, 1, 0]);
  return [config['STA.SSID'], config['STA.auth'], config['STA.PWD']];
}

describe('the apply line of the phone app', () => {
  it.each([
    ['apply,DEMO_AP,2,password,', ['DEMO_AP', 3, 'password']],
    ['apply,DEMO_AP,2,password,NULL', ['DEMO_AP', 3, 'password']],
    ['apply,DEMO_AP,2,password', ['DEMO_AP', 3, 'password']],
    ['apply,Guest,1,,', ['Guest', 1, '']],
    ['apply,Guest,1,NULL', ['Guest', 1, '']],
    ['apply,Guest,1,', ['Guest', 1, '']],
    ['apply,Guest,1', ['Guest', 1, '']],
    ['apply,Guest,1,,NULL', ['Guest', 1, '']],
    ['apply,Home,2,pass,word,', ['Home', 3, 'pass,word']],
    ['apply,Home,2,pass,word,NULL', ['Home', 3, 'pass,word']],
    ['apply,Home,2,password,,', ['Home', 3, 'password,']],
    ['apply,Home,2,password,null', ['Home', 3, 'password,null']],
    ['apply,Home,2,password,NULL,', ['Home', 3, 'password,NULL']],
    ['apply,Caf\xc3\xa9,2,p\xc3\xa4ssword,', ['Caf\xc3\xa9', 3, 'p\xc3\xa4ssword']],
    ['apply,My Net,2, pass word ,', ['My Net', 3, ' pass word ']],
    ['apply,Home,', ['invalid_request', undefined]],
    ['apply,', ['invalid_request', undefined]],
    ['apply,Home', ['invalid_request', undefined]],
    ['apply,,2,password,', ['missing_field', 'STA.SSID']],
    ['apply,Home,,password,', ['invalid_value', 'STA.auth']],
    ['apply,Home,0,password,', ['invalid_value', 'STA.auth']],
    ['apply,Home,3,password,', ['invalid_value', 'STA.auth']],
    ['apply,Home,22,password,', ['invalid_value', 'STA.auth']],
    ['apply,Home,toString,password,', ['invalid_value', 'STA.auth']],
    ['apply,Home,2,NULL', ['invalid_value', 'STA.PWD']],
    ['apply,Home,2,', ['invalid_value', 'STA.PWD']],
    ['apply,Home,2,short,', ['invalid_value', 'STA.PWD']],
    [`apply,${'x'.repeat(31)},2,password,`, ['x'.repeat(31), 3, 'password']],
    [`apply,${'x'.repeat(32)},2,password,`, ['radio_limit', 'STA.SSID']],
    [`apply,${'x'.repeat(33)},2,password,`, ['invalid_value', 'STA.SSID']],
    [`apply,Home,2,${'x'.repeat(63)},`, ['Home', 3, 'x'.repeat(63)]],
    [`apply,Home,2,${'x'.repeat(64)},`, ['invalid_value', 'STA.PWD']],
    [`apply,Home,2,${'a'.repeat(64)},`, ['radio_limit', 'STA.PWD']],
    [`apply,Home,2,${'x'.repeat(500)},`, ['invalid_value', 'STA.PWD']],
    ['apply,Home,2,a\x00bcdefgh,', ['invalid_value', 'STA.PWD']],
  ])('%s → %j', (line, want) => expect(got(line)).toEqual(want));
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const lines = [
        'apply,a,2,pass,word,NULL',
        'apply,a,2,pass,word,',
        'apply,a,1,NULL',
        'apply,a,1',
        'apply,a,2,NULLNULL',
        'apply,,2,x,',
        'apply,a,3,x,',
      ];
      const chip = await eachOnChip(path, 'firmware/protocols/tcp/apply.ts', 'm.applyChanges(row)', lines);
      expect(chip).toEqual(lines.map(applyChanges));
    });
  });
});
