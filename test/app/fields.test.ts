// The fields of an app at the doors: JSON, the console's `set`, forms, and what is shown of them.

import { describe, expect, it } from 'vitest';
import { type Changes, checkChanges } from '../../firmware/config/check.ts';
import { type Config, defaultConfig, MASK } from '../../firmware/config/schema.ts';
import { configJson, configLines } from '../../firmware/config/show.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { assignments, isAssignment } from '../../firmware/protocols/uart/assignments.ts';
import { maskLine } from '../../firmware/protocols/uart/line-recall.ts';
import { formChanges, parseForm, typedOf } from '../../firmware/provisioning/form.ts';
import { payloadOf, restore } from '../../firmware/storage/config-record.ts';
import { withAppFields } from './rows.ts';

withAppFields();
const now = (): Config => defaultConfig('PROV_000110');
const wifi = { STA: { SSID: 'Home', PWD: 'correct horse', auth: 4 } };
type Flat = { [path: string]: unknown };

/** `path=value` of what has changed, or the code and the field. */
function outcome(changes: Changes, from = now()): string[] {
  const checked = checkChanges(changes, from);
  if (isFault(checked)) return [`${checked.code} ${checked.field ?? ''}`.trim()];
  const flat = checked.config as unknown as Flat;
  return Object.keys(flat)
    .filter((path) => flat[path] !== (from as unknown as Flat)[path])
    .map((path) => `${path}=${flat[path]}`);
}

describe('a request', () => {
  it.each<[object, string]>([
    [{ interval: 5 }, 'app.interval=5'],
    [{ interval: 4 }, 'invalid_value app.interval'],
    [{ interval: 3600 }, 'app.interval=3600'],
    [{ interval: 3601 }, 'invalid_value app.interval'],
    [{ interval: '60' }, 'invalid_type app.interval'],
    [{ interval: 5.5 }, 'invalid_type app.interval'],
    [{ light: 1 }, 'app.light=1'],
    [{ light: 2 }, 'invalid_value app.light'],
    [{ light: true }, 'invalid_type app.light'],
    [{ place: 'x' }, 'app.place=x'],
    [{ place: '' }, 'invalid_value app.place'],
    [{ place: 'x'.repeat(12) }, `app.place=${'x'.repeat(12)}`],
    [{ place: 'x'.repeat(13) }, 'invalid_value app.place'],
    [{ place: 7 }, 'invalid_type app.place'],
    [{ token: 'short' }, 'app.token=short'],
    [{ token: 'x'.repeat(13) }, 'invalid_value app.token'],
    [{ token: MASK }, 'missing_field app.token'],
    [{ Interval: 7 }, 'app.interval=7'],
    [{ interval: 7, INTERVAL: 8 }, 'duplicate_field app.interval'],
    [{ intervall: 7 }, 'unknown_field app.intervall'],
    [{}, 'empty'],
  ])('{app: %j} gives %s', (app, said) => {
    expect(outcome({ app })).toEqual([said]);
    expect(outcome({ App: app })).toEqual([said]);
  });

  it.each([[null], [7], ['x'], [[1]]])('{app: %j} is refused: not a block', (app) => {
    expect(outcome({ app })).toEqual(['invalid_type app']);
  });

  it('is all or nothing, with the fields of the Wi-Fi', () => {
    expect(outcome({ ...wifi, app: { interval: 10 } })).toEqual([
      'STA.SSID=Home',
      'STA.PWD=correct horse',
      'app.interval=10',
    ]);
    expect(outcome({ ...wifi, app: { interval: 1 } })).toEqual(['invalid_value app.interval']);
  });

  it('that names none of them leaves them as they are, on the short way too', () => {
    const had = { ...now(), 'app.interval': 7, 'app.place': 'a","app.x":"' } as unknown as Config;
    expect(outcome(wifi, had)).toEqual(['STA.SSID=Home', 'STA.PWD=correct horse']);
    const checked = checkChanges(wifi, had);
    expect(Object.keys('config' in checked ? checked.config : {})).toEqual(Object.keys(had));
  });

  it.each([{ other: 1 }, { 'app.interval': 10 }, { application: {} }])('with %j is refused', (strange) => {
    expect(outcome({ ...wifi, ...strange })).toEqual([`unknown_field ${Object.keys(strange)[0]}`.slice(0, 30)]);
  });

  it('keeps a secret that comes back masked', () => {
    const had = { ...now(), 'app.token': 'geheim' } as unknown as Config;
    expect(outcome({ app: { token: MASK, interval: 9 } }, had)).toEqual(['app.interval=9']);
    expect(outcome({ app: { token: '' } }, had)).toEqual(['app.token=']);
  });
});

describe('what is shown', () => {
  it.each([
    ['', ''],
    ['geheim', MASK],
  ])('of a secret %j is %j', (token, shown) => {
    const config = { ...now(), 'app.token': token } as unknown as Config;
    expect(configLines(config)).toContain(`app.token="${shown}"`);
    expect(configJson(config)).toMatchObject({ app: { interval: 60, light: 0, place: 'Hall', token: shown } });
  });

  it('is kept in the record of the config, and found by a firmware that has a field more', () => {
    const config = { ...now(), 'app.interval': 7 } as unknown as Config;
    const stored = JSON.parse(payloadOf(config, true)) as { app: { [name: string]: unknown } };
    expect(stored.app).toEqual({ interval: 7, light: 0, place: 'Hall', token: '' });
    delete stored.app['place'];
    expect(restore(JSON.stringify(stored), 'PROV_000110')).toEqual(config);
  });
});

describe('`wifiprov set`', () => {
  const said = (...words: string[]): unknown => {
    const given = assignments(words);
    return isFault(given) ? `${given.code} ${given.field ?? ''}`.trim() : given['app'];
  };

  it.each<[string[], unknown]>([
    [['app.interval=30', 'app.place=Hall way'], { interval: 30, place: 'Hall way' }],
    [['APP.Interval=030'], { interval: 30 }],
    [['app.interval=-3'], { interval: -3 }],
    [['app.interval=x'], { interval: 'x' }],
    [['app.interval=1234567890'], { interval: '1234567890' }],
    [['app.place='], { place: '' }],
    [['app.place=a=b'], { place: 'a=b' }],
    [['app.interval=1', 'app.INTERVAL=2'], 'duplicate_field app.interval'],
    [['app.speed=1'], 'unknown_field app.speed'],
    [['app.constructor=1'], 'unknown_field app.constructor'],
    [['app.interval=1', 'x'], 'invalid_request'],
  ])('%j gives %j', (words, expected) => {
    expect(said(...words)).toEqual(expected);
  });

  it.each([
    ['app.interval=1', true],
    ['app.=1', true],
    ['app.interval', false],
    ['0', false],
    ['WIFI:S:app.x=1;;', false],
    [undefined, false],
  ])('%j is one of an app: %s', (word, is) => {
    expect(isAssignment(word)).toBe(is);
  });

  it.each(['wifiprov set app.token=geheim', 'wifiprov set app.interval=3 app.token="ge heim" app.light=1'])(
    'comes into the recall without its values: %s',
    (line) => {
      expect(maskLine(line)).toMatch(/^wifiprov set( app\.\w+=\*{8})+$/);
    },
  );
});

describe('a form', () => {
  const changes = (body: string): unknown => {
    const fields = parseForm(body);
    return isFault(fields) ? fields : formChanges(fields as { [name: string]: string }, () => 4);
  };

  it.each<[string, object]>([
    ['app.interval=30&app.place=', { app: { interval: 30 } }],
    ['app.interval=30&other=&STA.PWD=', { app: { interval: 30 } }],
    [
      'other=Home&STA.PWD=correct+horse&app.place=Bad&app.token=',
      { mode: 0, save_config: 1, STA: { auto: 1, SSID: 'Home', auth: 4, PWD: 'correct horse' }, app: { place: 'Bad' } },
    ],
    ['other=&STA.PWD=&app.place=', { code: 'missing_field', field: 'STA.SSID' }],
    ['other=&STA.PWD=12345678&app.interval=30', { code: 'missing_field', field: 'STA.SSID' }],
    ['app.speed=1', { code: 'unknown_field', field: 'app.speed' }],
  ])('%s gives %j', (body, expected) => {
    expect(changes(body)).toMatchObject(expected);
    if (!('code' in expected)) expect(changes(body)).toEqual(expected);
  });

  it('gives back what was typed but for secrets', () => {
    expect(typedOf({ 'app.place': 'x', 'app.token': 'geheim', 'STA.PWD': 'geheim' })).toEqual({ 'app.place': 'x' });
  });
});
