// The faults of Microchip's wifiprov, one regression each, as far as text in and config out carries them.

import { describe, expect, it } from 'vitest';
import { checkChanges } from '../../firmware/config/check.ts';
import { FIELDS, type Field } from '../../firmware/config/schema.ts';
import { configJson, configLines } from '../../firmware/config/show.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { applyChanges } from '../../firmware/protocols/tcp/apply.ts';
import { nextFrame } from '../../firmware/protocols/tcp/frame.ts';
import { edit, newEditor } from '../../firmware/protocols/uart/editor.ts';
import { setChanges } from '../../firmware/protocols/uart/set.ts';
import { splitWords } from '../../firmware/protocols/uart/tokenize.ts';
import { ask, framesOf, provisioned } from '../fakes/asking.ts';

type Got = { ok: boolean; code?: string; field?: string; config?: { [path: string]: unknown } };
const asked = (text: string): Got => ask(text, provisioned(), [])[0] as Got;

function set(line: string): Got {
  const split = splitWords(line);
  if (!split.ok) return { ok: false, code: 'invalid_request' };
  const changes = setChanges(split.words, (key) => (FIELDS[key] as Field).path);
  const checked = isFault(changes) ? changes : checkChanges(changes, provisioned());
  return isFault(checked) ? checked : { ok: true, config: checked.config as never };
}

function apply(line: string): Got {
  const changes = applyChanges(line);
  const checked = isFault(changes) ? changes : checkChanges(changes, provisioned());
  return isFault(checked) ? checked : { ok: true, config: checked.config as never };
}

describe("the original's faults", () => {
  it('F1: the country of `set` is taken', () => {
    expect(set('0 1 JPN 0 1 4 n password').config).toMatchObject({ countrycode: 'JPN' });
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('F2: `set` with %i words is refused, with the word that is missing', (count) => {
    const words = ['0', '1', 'GEN', '0', '1', '4', 'n', 'password'].slice(0, count).join(' ');
    expect(set(words)).toMatchObject({ ok: false, code: 'missing_field' });
  });

  it('F3: a password with a blank is kept in quotes, and refused without', () => {
    expect(set('0 1 GEN 0 1 4 n "pass word"').config).toMatchObject({ 'STA.PWD': 'pass word' });
    expect(set('0 1 GEN 0 1 4 n pass word')).toMatchObject({ code: 'invalid_request', field: 'STA.PWD' });
  });

  it.each([255, 256, 257, 264, 320, 512])('F4: a length of %i does not wrap', (bytes) => {
    expect(set(`0 1 0 1 4 n ${'x'.repeat(bytes)}`)).toMatchObject({ code: 'invalid_value', field: 'STA.PWD' });
    expect(set(`0 1 0 1 4 ${'x'.repeat(bytes)} password`)).toMatchObject({ code: 'invalid_value', field: 'STA.SSID' });
    const typed = edit(newEditor(), `${'x'.repeat(bytes)}\r`);
    expect(typed.done).toBe(bytes > 256 ? 'too_long' : 'line');
  });

  it.each(['STA', 'AP'])('F5: the limit of %s.SSID is the same at every door', (block) => {
    for (const [bytes, code] of [[31, undefined], [32, 'radio_limit'], [33, 'invalid_value']] as [number, string | undefined][]) {
      const ssid = 'x'.repeat(bytes);
      expect(asked(`{"${block}":{"SSID":"${ssid}"}}`).code).toBe(code);
      expect(set(`${block === 'AP' ? 1 : 0} 1 1 1 4 ${ssid} password`).code).toBe(code);
      if (block === 'STA') expect(apply(`apply,${ssid},2,password,`).code).toBe(code);
    } // biome-ignore format: rows
  });

  it.each([47, 48, 62])('F6: a JSON text of %i bytes is not cut', (bytes) => {
    const psk = 'p'.repeat(bytes);
    expect(asked(`{"STA":{"PWD":"${psk}"},"AP":{"PWD":"${psk}"}}`).config).toMatchObject({
      'STA.PWD': psk,
      'AP.PWD': psk,
    });
  });

  it('F7: an escaped quote is part of the text', () => {
    expect(asked('{"STA":{"SSID":"a\\"b","PWD":"pass\\\\word"}}').config).toMatchObject({
      'STA.SSID': 'a"b',
      'STA.PWD': 'pass\\word',
    });
  });

  it('F8: escapes are decoded', () => {
    expect(asked('{"STA":{"SSID":"caf\\u00e9\\/\\\\"}}').config).toMatchObject({ 'STA.SSID': 'caf\xc3\xa9/\\' });
  });

  it.each([['"1"', 'invalid_type'], ['true', 'invalid_type'], ['1.5', 'invalid_type'], ['1.0', undefined], ['-0', undefined]])('F9: mode %s is %s', (json, code) => {
    expect(asked(`{"mode":${json}}`).code).toBe(code);
    if (!code) expect(asked(`{"mode":${json}}`).config).toMatchObject({ mode: json === '1.0' ? 1 : expect.closeTo(0) });
  }); // biome-ignore format: rows

  it.each(['CUST12', 'X'.repeat(47), 'X'.repeat(1500)])('F10: a long country is refused', (word) => {
    expect(asked(`{"countrycode":"${word}"}`)).toMatchObject({ code: 'invalid_value', field: 'countrycode' });
  });

  it('F11: an apply line is checked like any request, commas belong to the password, braces are letters', () => {
    expect(apply(`apply,${'s'.repeat(500)},2,password,`)).toMatchObject({ code: 'invalid_value', field: 'STA.SSID' });
    expect(apply(`apply,n,2,${'p'.repeat(500)},`)).toMatchObject({ code: 'invalid_value', field: 'STA.PWD' });
    expect(apply('apply,n')).toMatchObject({ code: 'invalid_request' });
    expect(apply('apply,n,,password,')).toMatchObject({ code: 'invalid_value', field: 'STA.auth' });
    expect(apply('apply,n,2,pass,word,NULL').config).toMatchObject({ 'STA.PWD': 'pass,word' });
    expect(framesOf('apply,{n},2,{password},\n', false)).toEqual([{ type: 'apply', text: 'apply,{n},2,{password},' }]);
  });

  it.each([255, 256, 257, 511, 512, 513, 1024])(
    'F12: a request of %i bytes is one request, in one segment or two',
    (bytes) => {
      const text = `{"STA":{"PWD":"${'p'.repeat(bytes - 18)}"}}`;
      expect(text.length).toBe(bytes);
      expect(framesOf(text, false)).toMatchObject([{ type: 'json', text }]);
      const half = nextFrame({ text: text.slice(0, bytes / 2), drop: 'start' }, false);
      expect(half.frame).toMatchObject({ type: 'wait' });
      expect(
        nextFrame({ text: half.rest.text + text.slice(bytes / 2), drop: half.rest.drop }, false).frame,
      ).toMatchObject({ type: 'json', text });
    },
  );

  it('F13: an absent block keeps its values', () => {
    const now = provisioned();
    expect(asked('{"mode":0,"save_config":1,"countrycode":"GEN","STA":{"auto":0}}').config).toEqual({
      ...now,
      'STA.auto': 0,
    });
    expect(asked('{"mode":0,"save_config":1,"countrycode":"GEN","AP":{"ch":6}}').config).toEqual({
      ...now,
      'AP.ch': 6,
    });
  });

  it('F14: every request has one reply, which names the field', () => {
    expect(ask('{"mode":1}{"mode":2}\n7\n{"mode":x}\n{"cmd":"ping"}', provisioned(), [])).toMatchObject([
      { ok: true }, { ok: false, field: 'mode' }, { code: 'invalid_request' }, { code: 'bad_json' }, { ok: true },
    ]); // biome-ignore format: one reply each
  });

  it('F24: no door shows a password', () => {
    const now = { ...provisioned(), 'AP.PWD': 'secret of the AP' };
    expect(JSON.stringify(configJson(now)) + configLines(now).join()).not.toMatch(/horse|secret/);
  });

  it('F25: apply auth 2 is WPA/WPA2 and JSON auth 2 is WEP, which is refused', () => {
    expect(apply('apply,n,2,password,').config).toMatchObject({ 'STA.auth': 3 });
    expect(asked('{"STA":{"auth":2}}')).toMatchObject({
      code: 'invalid_value',
      field: 'STA.auth',
      message: expect.stringContaining('WEP is not supported'),
    });
    for (const country of ['JPN', 'CUST1', 'CUST2']) expect(asked(`{"countrycode":"${country}"}`).ok).toBe(true);
  });
});
