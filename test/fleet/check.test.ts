// The whole file is judged before anything is sent, and each fault has its line and column.

import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../firmware/config/schema.ts';
import { flagOf } from '../../tools/cli/fields.ts';
import { checkFile, type Wanted } from '../../tools/fleet/check.ts';
import { columnNames, readHead } from '../../tools/fleet/columns.ts';
import { ROWS_MAX } from '../../tools/fleet/table.ts';

const CODE = 'XXXX-XXXX-XXXX';
const PLAIN: Wanted = { flags: {}, proof: { isPlain: true }, timeoutMs: 1_000, keepsNetwork: true };

async function faults(text: string, wanted: Partial<Wanted> = {}): Promise<unknown[]> {
  return (await checkFile(text, { ...PLAIN, ...wanted })).faults;
}

describe('a column is known', () => {
  const names = Object.keys(FIELDS).flatMap((path) => [
    [path, path],
    [path.toUpperCase(), path],
    [path.replace('.', '_'), path],
    ...flagOf(path)
      .split(', ')
      .map((flag) => [flag.slice(2), path]),
  ]);

  it.each(names)('%s is %s', (head = '', path = '') => {
    const { columns, faults: found } = readHead({ line: 1, cells: [head] });
    expect(found).toEqual([]);
    expect(columns).toEqual([{ meaning: path, head, index: 0 }]);
  });

  it('or the nearest one is named', async () => {
    expect(await faults('hots,ssid,passwort\n')).toEqual([
      { line: 1, column: 1, head: 'hots', code: 'unknown_column', message: 'unknown column hots; did you mean host?' },
      {
        line: 1,
        column: 3,
        head: 'passwort',
        code: 'unknown_column',
        message: expect.stringContaining('did you mean'),
      },
    ]);
  });

  it.each([
    ['twice', 'host,ssid,STA.SSID\n', 3, 'column 2 has this name already'],
    ['without a name', 'host,ssid,\n', 3, 'this column has no name'],
    ['without a name, over a cell that is filled', 'host,ssid,\na,Home,x\n', 3, 'this column has no name'],
    ['by TABs', 'host\tssid\n', 1, 'separate the cells with commas, not TABs'],
    ['by semicolons', 'host;ssid\n', 1, 'separate the cells with commas, not semicolons'],
  ])('not %s', async (_, text, column, message) => {
    expect(await faults(text)).toMatchObject([{ line: 1, column, message }]);
  });

  it('but one that is empty from head to foot counts for nothing', async () => {
    expect(await faults('host,ssid,,\na,Home,,\nb,Home, ,\n')).toEqual([]);
  });

  it('and the manual names all of them', () => {
    expect(columnNames()).toEqual(
      expect.arrayContaining(['host', 'port', 'code', 'name', 'ssid', 'pwd', 'ap-ssid', 'mode']),
    );
  });
});

describe('each fault has its place', () => {
  it.each([
    [
      'a name that is too long',
      `host,ssid\na,Home\nb,${'x'.repeat(33)}\n`,
      3,
      2,
      'STA.SSID has 33 bytes; it must have 1..32',
    ],
    ['bytes, not letters', `host,ssid\na,${'ü'.repeat(17)}\n`, 2, 2, 'STA.SSID has 34 bytes'],
    ['what the radio can’t carry', `host,ssid\na,${'x'.repeat(32)}\n`, 2, 2, 'this radio port carries at most 31'],
    ['a text for a number', 'host,ssid,mode\na,Home,one\n', 2, 3, 'mode must be an integer, 0..1'],
    ['a number out of range', 'host,ssid,STA.ch\na,Home,14\n', 2, 3, 'STA.ch is 14; it must be 0..13'],
    ['no whole number', 'host,ssid,STA.ch\na,Home,1.5\n', 2, 3, 'STA.ch must be an integer'],
    ['WEP', 'host,ssid,auth\na,Home,2\n', 2, 3, 'WEP is not supported'],
    ['a country that is none', 'host,countrycode\na,Germany\n', 2, 2, 'countrycode must be one of GEN'],
    ['a password that is too short', 'host,ssid,pwd\na,Home,short\n', 2, 3, 'STA.PWD has 5 bytes'],
    ['a cell behind lines in quotes', 'name,host,mode\n"a\nb",c,9\n', 3, 3, 'mode is 9'],
    ['no device', 'name,ssid\nlamp,Home\n', 2, undefined, 'where is this device? give host or port'],
    ['an empty cell for the device', 'host,ssid\n ,Home\n', 2, 1, 'where is this device? give host or port'],
    ['two devices in one row', 'host,port,ssid\na,COM3,Home\n', 2, 2, 'use host or port, not both'],
    ['an address that is none', 'host,ssid\nlamp:x,Home\n', 2, 1, 'it must be HOST or HOST:PORT'],
    ['an address with a control character', 'host,ssid\na\u0007b,Home\n', 2, 1, 'it must be HOST or HOST:PORT'],
    ['a line behind nothing', 'port,ssid\ntcp:lamp,Home\n', 2, 1, 'it must be a serial port, or tcp:HOST:PORT'],
    ['nothing to set', 'host,ssid\na,\n', 2, undefined, 'nothing to set'],
    ['one cell', 'host,ssid\na\n', 2, undefined, 'this row has 1 cell; the header row has 2'],
    ['too few cells', 'host,ssid,pwd\na,Home\n', 2, undefined, 'this row has 2 cells; the header row has 3'],
    ['too many cells', 'host,ssid\na,Home,x\n', 2, undefined, 'this row has 3 cells; the header row has 2'],
    ['a quote', 'host,ssid\na,Ho"me\n', 2, 2, 'a quote may only start a cell'],
    ['no row', 'host,ssid\n', 1, undefined, 'there are no devices below the header row'],
    ['nothing at all', '', 1, undefined, 'the file is empty'],
    ['a name that can’t be typed', 'port,ssid,auth\nCOM3,a\u0007b,1\n', 2, 2, 'has a control character'],
  ])('%s', async (_, text, line, column, message) => {
    const [fault, ...more] = await faults(text);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ line, ...(column ? { column } : {}), message: expect.stringContaining(message) });
    if (!column) expect(fault).not.toHaveProperty('column');
  });

  it('also where there are many', async () => {
    const text = `host,ssid,mode,pwd\na,${'x'.repeat(40)},7,short\n,Home,0,longenough\nb,Home,x,longenough\nb:6666,Home,0,longenough\nb,Home,0,longenough\n`;
    const found = (await faults(text)) as { line: number; column: number }[];
    expect(found.map(({ line, column }) => [line, column])).toEqual(
      expect.arrayContaining([
        [2, 2],
        [2, 3],
        [2, 4],
        [3, 1],
        [4, 3],
        [6, 1],
      ]),
    );
    expect(found).toHaveLength(6);
  });

  it('and shows no secret', async () => {
    const text = `host,code,ssid,pwd,ap-pwd\na,my-secret-1,Home,secret2,secret3\n`;
    const found = await faults(text, { proof: { isPlain: false } });
    expect(found).toHaveLength(3);
    expect(JSON.stringify(found)).not.toMatch(/secret-?\d/);
  });
});

describe('a device stands in one row only', () => {
  it.each([
    ['the same', 'lamp.local', 'lamp.local'],
    ['in other letters', 'lamp.local', 'LAMP.local.'],
    ['with the port that is meant anyway', '10.0.0.7', '10.0.0.7:6666'],
    ['as an IPv6 address', '::1', '[0:0:0:0:0:0:0:1]:6666'],
  ])('%s, is refused', async (_, first, second) => {
    expect(await faults(`host,ssid\n${first},Home\nother,Home\n${second},Home\n`)).toMatchObject([
      { line: 4, column: 1, code: 'duplicate', message: 'this device is also in line 2' },
    ]);
  });

  it('at a serial port too', async () => {
    expect(await faults('port,ssid\nCOM3,Home\ncom3,Home\n')).toMatchObject([{ line: 3, code: 'duplicate' }]);
    expect(await faults('port,ssid\n/dev/ttyUSB0,Home\n/dev/ttyUSB1,Home\n')).toEqual([]);
  });

  it('but two behind one address are two', async () => {
    expect(await faults('host,ssid\n10.0.0.7:7001,Home\n10.0.0.7:7002,Home\n')).toEqual([]);
  });
});

describe('the setup code', () => {
  const sealed = (code?: string): Partial<Wanted> => ({ proof: { code, isPlain: false } });

  it.each([
    ['of the row', `host,code,mode\na,${CODE},0\n`, sealed(), CODE],
    ['of the row before that of all', `host,code,mode\na,${CODE},0\n`, sealed('YYYY-YYYY-YYYY'), CODE],
    ['of all', 'host,code,mode\na,,0\n', sealed(CODE), CODE],
    ['of the row, with --plain for the others', `host,code,mode\na,${CODE},0\n`, {}, CODE],
    ['none, with --plain', 'host,mode\na,0\n', {}, undefined],
  ])('%s, is what the device is asked with', async (_, text, wanted, code) => {
    const { jobs, faults: found } = await checkFile(text, { ...PLAIN, ...wanted });
    expect(found).toEqual([]);
    expect(jobs[0]?.target).toEqual({ host: 'a', timeoutMs: 1_000, ...(code ? { code } : {}) });
  });

  it.each([
    ['is missing', 'host,mode\na,0\n', undefined, 'the setup code is missing: use the column code'],
    ['is none', 'host,code,mode\na,1234,0\n', 2, 'a setup code has 12 characters'],
  ])('%s', async (_, text, column, message) => {
    const [fault] = await faults(text, sealed());
    expect(fault).toMatchObject({ line: 2, ...(column ? { column } : {}), message: expect.stringContaining(message) });
  });

  it('is not needed at a serial port, and does no harm there', async () => {
    const { jobs } = await checkFile(`port,code,mode\nCOM3,${CODE},0\nCOM4,,0\n`, { ...PLAIN, ...sealed() });
    expect(jobs.map(({ target }) => target)).toEqual(['COM3', 'COM4'].map((serial) => ({ serial, timeoutMs: 1_000 })));
  });
});

describe('a cell goes before a flag', () => {
  const flags = { staSsid: 'Home', staPwd: 'for all of them', staAuth: 4, mode: 0 };

  it.each([
    ['where it says something', 'host,ssid,pwd\na,Cafe,another one\n', { SSID: 'Cafe', PWD: 'another one', auth: 4 }],
    ['not where it is empty', 'host,ssid,pwd\na,,\n', { SSID: 'Home', PWD: 'for all of them', auth: 4 }],
    ['an open network has no password of the others', 'host,ssid,auth\na,Cafe,1\n', { SSID: 'Cafe', auth: 1 }],
    ['blanks belong to a name', 'host,ssid\na, Cafe \n', { SSID: ' Cafe ', PWD: 'for all of them', auth: 4 }],
    ['blanks around a number do not', 'host,auth\na, 5 \n', { SSID: 'Home', PWD: 'for all of them', auth: 5 }],
  ])('%s', async (_, text, STA) => {
    const { jobs, faults: found } = await checkFile(text, { ...PLAIN, flags });
    expect(found).toEqual([]);
    expect(jobs[0]?.changes).toEqual({ mode: 0, STA });
  });
});

describe('a value that some device could take is not a fault', () => {
  it.each([
    ['a masked password', 'host,ssid,pwd\na,Home,********\n'],
    ['a password alone', 'host,pwd\na,longenough\n'],
    ['a network whose password comes later', 'host,ssid\na,Home\n'],
    ['the access point alone, at a serial port', 'port,ap-ssid\nCOM3,Lamp\n'],
    ['its password alone', 'host,ap-pwd\na,longenough\n'],
    ['64 hex digits', `host,ssid,STA.auth,ap-pwd\na,Home,1,${'longenough'}\n`],
  ])('%s', async (_, text) => {
    expect(await faults(text)).toEqual([]);
  });
});

it.each([
  [ROWS_MAX - 1, 0],
  [ROWS_MAX, 0],
  [ROWS_MAX + 1, 1],
])('%i rows have %i faults', async (count, expected) => {
  const rows = Array.from({ length: count }, (_, i) => `lamp-${i},0\n`).join('');
  const { jobs, faults: found } = await checkFile(`host,mode\n${rows}`, PLAIN);
  expect(found).toHaveLength(expected);
  expect(jobs).toHaveLength(expected ? 0 : count);
});

describe('a row that sets no network', () => {
  const LINES = 'host,mode,ssid,auth\na,0,,1\nb,0,Home,1\nc,1,,1\n';

  it('is a fault, named at its cell', async () => {
    expect(await faults(LINES, { keepsNetwork: false })).toEqual([
      {
        ...{ line: 2, column: 3, head: 'ssid', code: 'no_network' },
        message:
          'this row sets no network: name it in the column ssid or by --ssid; --keep-network changes other settings alone',
      },
    ]);
  });

  it.each<[string, Partial<Wanted>]>([
    ['the whole run names one', { flags: { staSsid: 'Lab' }, keepsNetwork: false }],
    ['that is what was asked for', { keepsNetwork: true }],
  ])('is none where %s', async (_, wanted) => {
    expect(await faults(LINES, wanted)).toEqual([]);
  });
});
