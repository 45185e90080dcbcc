// The report: a line a device, nothing secret, nothing that a spreadsheet would run, and it can be gone on with.

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { HEAD, isDone, lineWriter, readReport, rowOf, wholeLines } from '../../tools/fleet/report.ts';
import type { Ending } from '../../tools/fleet/types.ts';
import { ending, job, UNREACHABLE, WRONG_PASSWORD } from './jobs.ts';

const AT = new Date('2026-11-22T20:00:00Z');

async function reportOf(...endings: Ending[]): Promise<string> {
  const line = await lineWriter();
  return line(HEAD) + endings.map((one) => line(rowOf(one, AT))).join('');
}

it('has a line for each device', async () => {
  const named = ending(2, { ...WRONG_PASSWORD, job: job(2, { name: 'Küche, links' }), tries: 3 });
  expect(await reportOf(ending(), named)).toBe(
    `host,port,name,result,reason,message,ssid,ip,id,tries,seconds,ended,settings
lamp-1,,,done,,,Home,10.0.0.7,wifiprov-000110,1,1.3,2026-11-22T20:00:00.000Z,0123456789ab
lamp-2,,"Küche, links",failed,wrong_password,The network refused the password.,Home,,wifiprov-000110,3,1.3,2026-11-22T20:00:00.000Z,0123456789ab
`,
  );
});

it('has no secret', async () => {
  expect(await reportOf(ending(), ending(2, WRONG_PASSWORD))).not.toMatch(/secret|SECR/);
});

describe('a name that a spreadsheet would take for a formula', () => {
  it.each(['=HYPERLINK("http://evil","x")', '+1', '-1', '@SUM(A1)', '＝1'])('%s is a text', async (name) => {
    const text = await reportOf(ending(1, { ssid: name, message: name, job: job(1, { name }) }));
    const [, row] = parse(text) as string[][];
    for (const cell of ['name', 'message', 'ssid'] as const) expect(row?.[HEAD.indexOf(cell)]).toBe(`'${name}`);
  });

  it.each(['\t=1', '\r=1', '\n=1'])('%j too', async (name) => {
    const text = await reportOf(ending(1, { ssid: name }));
    const [, row] = parse(text) as string[][];
    expect(row?.[HEAD.indexOf('ssid')]).toBe('?=1');
  });
});

it.each(['a\nb', 'a\r\nb', 'a"b,c', 'a\u001b[2Jb', 'a\u0000b', 'a\u202eb'])('%j stays in its line', async (ssid) => {
  const text = await reportOf(ending(1, { ssid }), ending(2));
  expect(text.split('\n')).toHaveLength(4);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: just these must not be there
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
});

describe('a further run leaves out', () => {
  it.each([
    ['what is done', [ending()], true],
    ['not what has failed', [ending(1, UNREACHABLE)], false],
    ['what was done in the end', [ending(1, UNREACHABLE), ending()], true],
    ['not what has failed in the end', [ending(), ending(1, UNREACHABLE)], false],
    ['not another device', [ending(2)], false],
    ['not other settings', [ending(1, { job: job(1, { settings: 'other' }) })], false],
    ['a device in another spelling', [ending(1, { job: job(1, { host: 'LAMP-1:6666' }) })], true],
    ['nothing, when nothing was done', [], false],
  ])('%s', async (_, endings, expected) => {
    const former = await readReport(await reportOf(...endings));
    expect(former && isDone(former, job(1))).toBe(expected);
  });

  it('a serial port whose path begins like a formula', async () => {
    const odd = job(1, { host: '', port: '-odd', key: 'port -odd' });
    const former = await readReport(await reportOf(ending(1, { job: odd })));
    expect(former && isDone(former, odd)).toBe(true);
  });

  it('what stands in whole lines: the last one may be torn', async () => {
    const text = await reportOf(ending(1), ending(2));
    for (let cut = text.indexOf('\n') + 1; cut <= text.length; cut++) {
      const former = await readReport(wholeLines(Buffer.from(text.slice(0, cut))).toString());
      const lines = text.slice(0, cut).split('\n').length - 1;
      expect([1, 2].filter((number) => former && isDone(former, job(number)))).toEqual([1, 2].slice(0, lines - 1));
    }
  });
});

it.each([
  ['nothing', ''],
  ['another file', 'host,ssid\nlamp-1,Home\n'],
  ['a torn head', 'host,port,name,res'],
  ['broken quotes', `${HEAD.join(',')}\n"lamp`],
])('%s is refused as a report', async (_, text) => {
  expect(await readReport(text)).toBeUndefined();
});
