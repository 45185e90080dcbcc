// What the build makes of an app: what it refuses and where, what it keeps as it is, and that without one nothing is left.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { appRows, FIELDS_MAX, NAME_MAX, schemaText, TEXT_MAX, TEXTS_MAX } from '../../tools/build/app/fields.mjs';
import { socketsMax } from '../../tools/build/app/read.mjs';
import { appOf } from '../../tools/build/settings.mjs';
import { textOf } from '../../tools/tokens/text.ts';
import { appText, built, source } from './built.ts';

const factsOf = (text: string, without: string[] = []) => appOf({ app: source(text), without });
const EMPTY = 'export function app(): void {}\n';

describe('a build without an app', () => {
  it('has nothing of one', () => {
    const code = readFileSync('build/bootcde.js', 'latin1') + readFileSync('build/boot0.js', 'latin1');
    const marks = ['turned off after', 'kickWatchdog', 'no field', 'app.'];
    expect(marks.filter((mark) => code.includes(mark))).toEqual([]);
    expect(JSON.parse(readFileSync('build/fields.json', 'utf8'))).toEqual([]);
  });
});

describe('an app that can not run', () => {
  it.each([
    ['const seen = new Map([[1, 2]]);\nctx.say(String(seen));', 'global'],
    ['ctx.say(String(/^a?$/.test("a")));', 'regex-optional'],
  ])('is refused with its file and line by the checker: %s', async (body, rule) => {
    const path = source(appText(body, '// one\n'), 'wrong.ts');
    await expect(built(path)).rejects.toThrow(new RegExp(`^build/app-\\w+/wrong\\.ts:5 ${rule}: `));
  });

  it('is refused where it is what esbuild cannot lower', async () => {
    const path = source(appText('const { a } = { a: 1 };\nctx.say(String(a));'), 'lower.ts');
    await expect(built(path)).rejects.toThrow(/lower\.ts:4:\d+: ERROR: .*destructuring/);
  });

  it('is refused where a character is not a byte', async () => {
    const path = source(appText("ctx.say('\\u20ac');"), 'bytes.ts');
    await expect(built(path)).rejects.toThrow(/bytes\.ts:4:\d+: ERROR: .*byte-string/);
  });

  it.each([
    ['export const x = 1;', /must export a function `app`/],
    ['export const app = 7;', /must export a function `app`/],
    [`${EMPTY}export const sockets = 3;`, /sockets is 3; it must be 0\.\.2/],
    [`${EMPTY}export const sockets = -1;`, /sockets is -1/],
    [`${EMPTY}export const sockets = '1';`, /sockets is 1; it must be/],
    [`${EMPTY}export const fields = 7;`, /fields must be an array/],
    [
      `${EMPTY}export const fields = [{ name: 'x' }];`,
      /app\d+\.ts: field x: kind must be one of int, bool, text, secret/,
    ],
  ])('is refused: %s', async (text, message) => {
    await expect(factsOf(text)).rejects.toThrow(message);
  });

  it('is told on the command line, status 1', () => {
    const run = () => execFileSync('node', ['build.mjs', '--app', 'no/such.ts'], { stdio: 'pipe' });
    expect(run).toThrow('--app: there is no no/such.ts');
  });
});

describe('the sockets of an app', () => {
  it.each<[string[], number]>([
    [[], 2],
    [['http'], 5],
    [['tcp'], 6],
    [['http', 'tcp'], 9],
  ])('without %j are at most %i', async (without, most) => {
    expect(socketsMax(without)).toBe(most);
    expect((await factsOf(`${EMPTY}export const sockets = ${most};`, without)).sockets).toBe(most);
    await expect(factsOf(`${EMPTY}export const sockets = ${most + 1};`, without)).rejects.toThrow(/sockets is/);
  });
});

describe('an app is read', () => {
  it('although it touches the chip when it is loaded', async () => {
    const head =
      "const net = require('net');\nconst led = D2;\nsetInterval(() => net.connect(led), 1000);\nprint(led.x.y);\n";
    expect(await factsOf(`${head}${EMPTY}export const fields = [{ name: 'a', kind: 'bool' }];`)).toMatchObject({
      rows: [{ path: 'app.a', kind: 'int', min: 0, max: 1, isBool: true }],
      sockets: 0,
    });
  });
});

describe('a field', () => {
  const error = (...fields: unknown[]): string => {
    try {
      appRows(fields);
      return '';
    } catch (wrong) {
      return (wrong as Error).message;
    }
  };
  const text = (name: string, max: number) => ({ name, kind: 'text', max });

  it.each<[string, unknown, RegExp | '']>([
    ['a name', { name: 'a'.repeat(NAME_MAX), kind: 'int' }, ''],
    ['too long a name', { name: 'a'.repeat(NAME_MAX + 1), kind: 'int' }, /at most 16/],
    ['a capital', { name: 'Ab', kind: 'int' }, /it must be a-z/],
    ['no name', { kind: 'int' }, /fields\[0\]\.name is undefined/],
    ['no row', null, /fields\[0\] must be an object/],
    ['a strange key', { name: 'a', kind: 'int', mim: 1 }, /field a: unknown key mim/],
    ['min over max', { name: 'a', kind: 'int', min: 2, max: 1 }, /min is 2, which is over max 1/],
    ['a fraction', { name: 'a', kind: 'int', min: 0.5 }, /must be whole/],
    ['ten digits', { name: 'a', kind: 'int', max: 1_000_000_000 }, /must be whole/],
    ['nine digits', { name: 'a', kind: 'int', max: 999_999_999 }, ''],
    ['a fallback outside', { name: 'a', kind: 'int', min: 1, max: 2, fallback: 3 }, /fallback must be 1\.\.2/],
    ['a bool with a range', { name: 'a', kind: 'bool', max: 2 }, /a bool has no min/],
    ['a text', text('a', TEXT_MAX), ''],
    ['too long a text', text('a', TEXT_MAX + 1), /must be whole, 0\.\.64/],
    ['a text that may not be empty', { name: 'a', kind: 'text', min: 1 }, /fallback has 0 bytes; it must have 1\.\.64/],
    ['bytes, not characters', { name: 'a', kind: 'text', max: 3, fallback: 'Tür' }, /fallback has 4 bytes/],
    ['a secret that may not be empty', { name: 'a', kind: 'secret', min: 1 }, /a secret has no min/],
    ['a secret with a fallback', { name: 'a', kind: 'secret', fallback: 'x' }, /it would be the same on every device/],
    ['a label in one language', { name: 'a', kind: 'int', label: { en: 'x' } }, /one each for en, de and es/],
    ['an empty label', { name: 'a', kind: 'int', label: '' }, /label must be a text/],
  ])('%s: %j → %s', (_, field, message) => {
    if (message === '') expect(error(field)).toBe('');
    else expect(error(field)).toMatch(message);
  });

  it.each([
    [FIELDS_MAX, ''],
    [FIELDS_MAX + 1, `there are ${FIELDS_MAX + 1} fields; ${FIELDS_MAX} at most`],
  ])('%i of them: its message is %j', (count, message) => {
    expect(error(...Array.from({ length: count }, (_x, i) => ({ name: `f${i}`, kind: 'bool' })))).toBe(message);
  });

  it.each([
    [TEXTS_MAX - 128, ''],
    [TEXTS_MAX - 127, `the texts have up to ${TEXTS_MAX + 1} bytes together; ${TEXTS_MAX} at most: give each its max`],
  ])('one of %i bytes beside two of 64: its message is %j', (max, message) => {
    expect(error(text('a', 64), text('b', 64), text('c', max))).toBe(message);
  });

  it('there only once', () => {
    expect(error(text('a', 1), text('a', 1))).toBe('app.a is there twice');
  });

  it('has what is missing', () => {
    const label = (name: string) => ({ en: name, de: name, es: name });
    expect(
      appRows([
        { name: 'a', kind: 'int', min: 5 },
        { name: 'b', kind: 'secret' },
      ]),
    ).toEqual([
      {
        path: 'app.a',
        kind: 'int',
        min: 5,
        max: 999_999_999,
        lo: 5,
        hi: 999_999_999,
        fallback: 5,
        isBool: false,
        label: label('a'),
      },
      {
        path: 'app.b',
        kind: 'secret',
        min: 0,
        max: 64,
        lo: 9,
        hi: 64,
        fallback: '',
        isBool: false,
        label: label('b'),
      },
    ]);
  });

  it('stands in the schema as a row like the others', () => {
    expect(schemaText(appRows([{ name: 'a', kind: 'text', max: 9, fallback: '"ü' }]))).toBe(
      `"app.a":{path:"app.a",kind:'text',min:0,max:9,lo:0,hi:9,fallback:"\\"ü"},`,
    );
  });
});

/** The app in its bundle, as JavaScript again. */
async function appIn(path: string): Promise<string> {
  const code = (await built(path))['.bootcde'] ?? '';
  const [, offset, length] = /;appMain:(\d{6})(\d{6})/.exec(code)?.map(Number) ?? [];
  return textOf(code.substr(offset ?? 0, length)).text;
}

describe('the names in an app', () => {
  it('come out as they were', async () => {
    const body =
      'const x = { query: 1, kind: 2, plain: 3, handle() { return this.kind; } };\nctx.say(JSON.stringify(x) + x.query);';
    expect(await appIn(source(appText(body)))).toMatch(/\{query:1,kind:2,plain:3,handle\(\)\{return this\.kind\}\}/);
  });

  it('of its variables too: they are its memory and stay outside its functions', async () => {
    const body = 'ctx.command("n", () => String(step()));';
    const head =
      'let count = 0;\nconst seen: number[] = [];\nfunction step(): number { count++; seen.push(count); return seen.length; }';
    expect(await appIn(source(appText(body, head)))).toMatch(
      /^(var|let) \w+=0,\w+=\[\];function \w+\(\)\{return \w+\+\+/,
    );
  });
});
