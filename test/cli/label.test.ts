// `wifiprov label`: a camera reads from each kind of file what the device says, whatever its network is called.

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { label } from '../../tools/cli/commands/label.ts';
import { canScan } from '../fakes/scan.ts';
import { canRender, scanPdf, scanPng, scanSheets } from '../label/scanner.ts';
import { command, jsonOf, type Outside, type Ran } from './bench.ts';

const CODE = '7K3M-9QXT-2VBN';
const PSK = '7K3M9QXT2VBN';
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-label-'));
afterAll(() => rmSync(folder, { recursive: true }));

let stem = '';
let count = 0;
beforeEach(() => {
  stem = join(folder, String(++count));
});

const run = (words: string[], outside: Outside = { env: { WIFIPROV_CODE: CODE } }): Promise<Ran> =>
  command(['label', ...words], outside);
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function csv(...lines: string[]): string {
  const path = `${stem}.csv`;
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** By the rules of the WIFI: text, written down by hand. */
const HOSTILE: [string, string][] = [
  ['a;b', 'a\\;b'],
  ['a,b', 'a\\,b'],
  ['a"b"', 'a\\"b\\"'],
  ['a\\b\\', 'a\\\\b\\\\'],
  ['S:T:WPA', 'S\\:T\\:WPA'],
  [';;\\";,:', '\\;\\;\\\\\\"\\;\\,\\:'],
  ['\u{1f600}\u{1f3e0}', '\u{1f600}\u{1f3e0}'],
  ['Caf\u00e9 \u65e5\u672c', 'Caf\u00e9 \u65e5\u672c'],
  [' lead and trail ', ' lead and trail '],
  ['<b>&amp;</b>', '<b>&amp\\;</b>'],
  ['x'.repeat(32), 'x'.repeat(32)],
  [';'.repeat(32), '\\;'.repeat(32)],
  ['\u{1f600}'.repeat(8), '\u{1f600}'.repeat(8)],
];

describe.skipIf(!canScan)('the QR code of', () => {
  it.each(HOSTILE)('%j is read from a PNG', async (ssid, escaped) => {
    const out = `${stem}.png`;
    expect(await run(['--ssid', ssid, '--out', out])).toMatchObject({ exit: 0 });
    expect(scanPng(out)).toBe(bytes(`WIFI:T:WPA;S:${escaped};P:${PSK};;`));
  });

  it.skipIf(!canRender).each(HOSTILE)('%j is read from a PDF', async (ssid, escaped) => {
    const out = `${stem}.pdf`;
    expect(await run(['--ssid', ssid, '--out', out])).toMatchObject({ exit: 0 });
    expect(scanPdf(out)).toBe(bytes(`WIFI:T:WPA;S:${escaped};P:${PSK};;`));
  });

  it('a network with a password of its own holds that password, not the setup code', async () => {
    const env = { WIFIPROV_CODE: CODE, WIFIPROV_AP_PWD: 'horse; "one"' };
    await run(['--ssid', 'Lamp', '--ap-pwd', '--out', `${stem}.png`], { env });
    expect(scanPng(`${stem}.png`)).toBe('WIFI:T:WPA;S:Lamp;P:horse\\; \\"one\\";;');
  });

  it('an open network holds no password', async () => {
    await run(['--ssid', 'Lamp', '--open', '--out', `${stem}.png`]);
    expect(scanPng(`${stem}.png`)).toBe('WIFI:T:nopass;S:Lamp;;');
  });
});

describe.skipIf(!canScan || !canRender)('a sheet', () => {
  const text = (i: number): string => `WIFI:T:WPA;S:PROV_${1000 + i};P:${PSK};;`;
  const rows = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `PROV_${1000 + from + i},${CODE},Lamp ${from + i}`);

  it.each([
    ['21 devices are one page', 21, []],
    ['22 devices are two', 22, ['--outline']],
  ])('%s', async (_, devices, more) => {
    const file = csv('AP.SSID,code,name', ...rows(0, devices));
    const out = `${stem}.pdf`;
    expect((await run(['--csv', file, '--out', out, ...more])).out).toBe(`${out}: ${devices} labels\n`);
    const expected = Array.from({ length: devices }, (__, i) => text(i));
    expect(scanSheets(out)).toEqual([expected.slice(0, 21), expected.slice(21)].filter(({ length }) => length > 0));
  });

  it('that is begun goes on where the next label is', async () => {
    const file = csv('AP.SSID,code', ...rows(0, 3).map((row) => row.replace(/,Lamp.*/, '')));
    await run(['--csv', file, '--out', `${stem}.pdf`, '--sheet', 'L7163', '--skip', '12']);
    expect(scanSheets(`${stem}.pdf`)).toEqual([[text(0), text(1)], [text(2)]]);
  });

  it('has passwords, open networks and cells in quotes, and passes over what is not for labels', async () => {
    const file = csv(
      'host,ssid,ap-ssid,ap_pwd,AP auth,code',
      `192.168.1.50,Home,"La,mp",horse one,,${CODE}`,
      `192.168.1.51,Home,Open,,1,${CODE}`,
    );
    await run(['--csv', file, '--out', `${stem}.pdf`]);
    expect(scanSheets(`${stem}.pdf`)).toEqual([['WIFI:T:WPA;S:La\\,mp;P:horse one;;', 'WIFI:T:nopass;S:Open;;']]);
  });
});

describe('what the font lacks', () => {
  it('is said, and no more than that', async () => {
    const ran = await run(['--ssid', 'La\u65e5\u65e5\u{1f3e0}mp', '--out', `${stem}.svg`]);
    expect(ran).toMatchObject({ exit: 0, out: `${stem}.svg: 1 label\n` });
    expect(ran.err).toBe(
      'note: "La\u65e5\u65e5\u{1f3e0}mp": the font lacks U+65E5, U+1F3E0; they are printed as ?. The QR code is right. --font sets another font\n',
    );
  });

  it('another font may have', async () => {
    const font = `${stem}.woff2`;
    const other = createRequire(import.meta.url).resolve(
      '@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff2',
    );
    copyFileSync(other, font);
    const svg = async (...words: string[]): Promise<string> => {
      const ran = await run(['--ssid', 'Lamp', '--out', `${stem}.svg`, ...words]);
      expect(ran).toMatchObject({ exit: 0, err: '' });
      return readFileSync(`${stem}.svg`, 'utf8');
    };
    expect(await svg('--font', font)).not.toBe(await svg());
  });
});

it('the same device makes the same file', async () => {
  for (const kind of ['svg', 'png', 'pdf']) {
    const files = await Promise.all(
      ['a', 'b'].map(async (name) => {
        const out = `${stem}${name}.${kind}`;
        await run(['--ssid', 'Lamp', '--name', 'Lamp 1', '--out', out]);
        return readFileSync(out);
      }),
    );
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
  }
});

it('an SVG has no text in it that a name could end', async () => {
  await run(['--ssid', '</svg><script>', '--out', `${stem}.svg`]);
  const svg = readFileSync(`${stem}.svg`, 'utf8');
  expect(svg).not.toContain('script');
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
});

describe('takes the setup code', () => {
  it.each<[string, string[], Outside]>([
    ['from standard input', ['--code-stdin'], { stdin: `${CODE}\n` }],
    ['from a person', [], { typed: [CODE] }],
    ['from the command line', ['--code', CODE], {}],
  ])('%s', async (_, words, outside) => {
    const ran = await run(['--ssid', 'Lamp', '--out', `${stem}.svg`, '--json', ...words], outside);
    expect(jsonOf(ran)).toEqual({ ok: true, data: { file: `${stem}.svg`, labels: 1, notes: [] } });
  });
});

describe('refuses', () => {
  it.each<[string, () => string[], string]>([
    ['no name', () => [], "the name of the device's own network is missing: use --ssid"],
    ['a name that is too long', () => ['--ssid', 'x'.repeat(33)], 'AP.SSID has 33 bytes; it must have 1..32'],
    ['a short password', () => ['--ssid', 'Lamp', '--ap-pwd', 'short'], 'AP.PWD has 5 bytes; it must have 8..63'],
    [
      'a password of an open network',
      () => ['--ssid', 'Lamp', '--open', '--ap-pwd', 'horse one'],
      '--open cannot be combined',
    ],
    ['a wrong setup code', () => ['--ssid', 'Lamp', '--code', '1234'], 'a setup code has 12 characters'],
    ['a line that is too long', () => ['--ssid', 'Lamp', '--name', 'x'.repeat(49)], 'has at most 48 characters'],
    [
      'a kind of file that it can not make',
      () => ['--ssid', 'Lamp', '--out', 'a.gif'],
      'must end in .svg, .png or .pdf',
    ],
    ['a sheet as a picture', () => ['--ssid', 'Lamp', '--sheet', '5160', '--out', 'a.png'], 'need .pdf'],
    ['many devices in a picture', () => ['--csv', csv('AP.SSID,code'), '--out', 'a.svg'], 'need .pdf'],
    ['one device and many', () => ['--csv', csv('AP.SSID,code'), '--ssid', 'Lamp'], '--csv cannot be combined'],
    ['an unknown sheet', () => ['--ssid', 'Lamp', '--sheet', 'A5'], 'Allowed choices are'],
    ['too few dots', () => ['--ssid', 'Lamp', '--dpi', '99'], 'It must be a whole number, 100..1200'],
    ['too many dots', () => ['--ssid', 'Lamp', '--dpi', '1201'], 'It must be a whole number, 100..1200'],
    ['too many places', () => ['--ssid', 'Lamp', '--skip', '30'], 'It must be a whole number, 0..29'],
    ['a font that is none', () => ['--ssid', 'Lamp', '--font', csv('x')], 'is not a TTF, OTF or WOFF font'],
    ['a font that is not there', () => ['--ssid', 'Lamp', '--font', join(folder, 'none')], "can't read"],
    ['a place that is none', () => ['--ssid', 'Lamp', '--out', join(csv('x'), 'a.pdf')], "can't write"],
    ['a file that is not there', () => ['--csv', join(folder, 'none')], "can't read"],
    ['an empty file', () => ['--csv', csv('')], 'line 1: the file is empty'],
    ['a file without devices', () => ['--csv', csv('AP.SSID,code')], 'there are no devices below the header row'],
    ['a file without names', () => ['--csv', csv('code', CODE)], 'line 1: column AP.SSID is missing'],
    ['a file without codes', () => ['--csv', csv('AP.SSID', 'Lamp')], 'line 1: column code is missing'],
    ['an unknown column', () => ['--csv', csv('AP.SID,code')], 'unknown column AP.SID'],
    ['a row with a cell too many', () => ['--csv', csv('AP.SSID,code', `a,${CODE},b`)], 'line 2: this row has 3 cells'],
    [
      'a quote in a cell',
      () => ['--csv', csv('AP.SSID,code', `My "L",${CODE}`)],
      'line 2, column 1 (AP.SSID): a quote',
    ],
    ['a row without a name', () => ['--csv', csv('AP.SSID,code', `,${CODE}`)], 'line 2, column 1 (AP.SSID): the name'],
    [
      'a QR code that has no room',
      () => ['--csv', csv('AP.SSID,AP.PWD,code', `${';'.repeat(32)},${';'.repeat(63)},${CODE}`), '--sheet', '5160'],
      'needs a larger label',
    ],
  ])('%s', async (_, words, said) => {
    const given = words();
    const out = given.includes('--out') ? [] : ['--out', `${stem}.pdf`];
    const ran = await run([...given, ...out]);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toMatch(/^ +at /m);
    expect(existsSync(`${stem}.pdf`)).toBe(false);
    expect(jsonOf(await run([...given, ...out, '--json']))).toMatchObject({ ok: false });
  });

  it('a file with all of its faults at once', async () => {
    const file = csv('AP.SSID,code,AP.PWD', 'Lamp,1234,short', `${'x'.repeat(33)},${CODE},`);
    expect(jsonOf(await run(['--csv', file, '--out', `${stem}.pdf`, '--json']))).toMatchObject({
      code: 'bad_file',
      faults: [
        { line: 2, column: 2, head: 'code', code: 'bad_code' },
        { line: 2, column: 3, head: 'AP.PWD', code: 'invalid_value' },
        { line: 3, column: 1, head: 'AP.SSID', code: 'invalid_value' },
      ],
    });
  });
});

it.each(label.examples)('the example works: wifiprov %s', async (example) => {
  const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const file = csv('AP.SSID,code', `Lamp,${CODE}`);
  const end = example.includes('.png') ? 'png' : 'pdf';
  const played = words.map((word) => (word === 'devices.csv' ? file : word));
  const ran = await command([...played, '--out', `${stem}.${end}`], { env: { WIFIPROV_CODE: CODE } });
  expect(ran).toMatchObject({ exit: 0, err: '' });
});

describe('of a build with a brand or a policy of its own', () => {
  const made = async (...words: string[]): Promise<string> => {
    const out = `${stem}.svg`;
    const ran = await run(['--out', out, ...words]);
    expect([ran.exit, ran.err]).toEqual([0, '']);
    return readFileSync(out, 'utf8');
  };

  it('has the product of the brand on top and its link below, unless it has a name', async () => {
    const plain = await made('--ssid', 'Lamp');
    const branded = await made('--ssid', 'Lamp', '--brand', 'test/brand/lumo.json');
    const named = await made('--ssid', 'Lamp', '--name', 'Lumo Lamp');
    const own = await made('--ssid', 'Lamp', '--name', 'Lamp 1', '--brand', 'test/brand/lumo.json');
    const paths = (svg: string): number => svg.split('<path').length - 1;
    expect(paths(named)).toBe(paths(plain) + 1);
    expect(paths(branded)).toBe(paths(named) + 1);
    expect(paths(own)).toBe(paths(branded));
    expect(own).not.toBe(branded);
  });

  it('names the field of a brand file that is wrong', async () => {
    const file = `${stem}.json`;
    writeFileSync(file, '{"product":"Lumo","colour":"#000000"}');
    const ran = await run(['--ssid', 'Lamp', '--brand', file]);
    expect([ran.exit, ran.err]).toEqual([2, expect.stringContaining('there is no colour; a brand has product')]);
  });

  it('has the setup code and no QR code where the access point never opens', async () => {
    const label = await made('--ap-policy', 'never');
    const lamp = await made('--ssid', 'Lamp');
    // The code is one path of many runs.
    const runs = (svg: string): number => Math.max(...svg.split('<path').map((path) => path.split('h').length));
    expect(runs(lamp)).toBeGreaterThan(100);
    expect(runs(label)).toBeLessThan(20);
    const sheet = csv('code,name', `${CODE},Lamp 1`, `${CODE},Lamp 2`);
    const ran = await run(['--csv', sheet, '--ap-policy', 'never', '--out', `${stem}.pdf`, '--json']);
    expect(jsonOf(ran)).toMatchObject({ ok: true, data: { labels: 2 } });
  });
});
