// What a run comes to, in a sentence, for scripts, and as an exit status.

import { describe, expect, it } from 'vitest';
import { answerOf, FAULTS_MAX, refusal } from '../../tools/fleet/answer.ts';
import { exitOfAll, sentenceOf, summaryOf } from '../../tools/fleet/summary.ts';
import type { FileFault } from '../../tools/fleet/types.ts';
import { ending, job, UNREACHABLE, WRONG_PASSWORD } from './jobs.ts';

const timeout = { ...UNREACHABLE, reason: 'timeout', exit: 4 };
const bug = { ...UNREACHABLE, reason: 'internal', exit: 70 };

describe('the exit status is', () => {
  it.each([
    ['0 when all are done', [{}, {}], false, 0],
    ['0 when there was nothing to do', [], false, 0],
    ['1 when a device has refused', [{}, timeout, UNREACHABLE, WRONG_PASSWORD], false, 1],
    ['3 when the worst is that one was not reached', [{}, timeout, UNREACHABLE], false, 3],
    ['4 when the worst is that one did not answer', [{}, timeout], false, 4],
    ['70 when this program is at fault', [bug, WRONG_PASSWORD], false, 70],
    ['130 when it was stopped', [{}, WRONG_PASSWORD], true, 130],
  ])('%s', (_, endings, isCut, exit) => {
    expect(
      exitOfAll(
        endings.map((more, i) => ending(i, more)),
        isCut,
      ),
    ).toBe(exit);
  });
});

describe('the sentence', () => {
  it.each([
    [[{}, {}], 0, 0, '2 of 2 devices done in 1.3 s'],
    [[{}], 1, 0, '1 of 2 devices done in 1.3 s; 1 was done before'],
    [[{}], 3, 0, '1 of 4 devices done in 1.3 s; 3 were done before'],
    [[UNREACHABLE, timeout, {}, timeout], 0, 0, '1 of 4 devices done in 1.3 s; 3 failed (2 timeout, 1 unreachable)'],
    [[{}], 0, 5, '1 of 6 devices done in 1.3 s; 5 not started'],
  ])('for the endings %j, %i done before and %i not started is %j', (endings, skipped, left, text) => {
    const list = endings.map((more, i) => ending(i, more));
    expect(sentenceOf(summaryOf(list, skipped, left, 1.25))).toBe(text);
  });

  it('says how to go on', () => {
    const ran = { endings: [ending(1), ending(2, UNREACHABLE)], left: [] };
    const { text, json, exit } = answerOf({
      ran,
      skipped: [job(3)],
      seconds: 2,
      resume: "wifiprov fleet 'my devices.csv' --ssid Home --resume report.csv",
    });
    expect(exit).toBe(3);
    expect(text).toContain("\ncontinue with: wifiprov fleet 'my devices.csv' --ssid Home --resume report.csv");
    expect(json).toEqual({
      resume: "wifiprov fleet 'my devices.csv' --ssid Home --resume report.csv",
      ...{ ok: false, code: 'failed', devices: 3, done: 1, skipped: 1, failed: 1, left: 0 },
      ...{ reasons: { unreachable: 1 }, seconds: 2 },
    });
  });

  it('and that the report is lost', () => {
    const ran = { endings: [ending(1)], left: [job(2)], lost: new Error('ENOSPC: no space left on device, write') };
    const { text, json, exit } = answerOf({ ran, skipped: [], seconds: 2, resume: undefined });
    expect(exit).toBe(1);
    expect(text).toContain("can't write the report any more (ENOSPC: no space left on device, write)");
    expect(json).toMatchObject({ ok: false, code: 'report_failed', left: 1 });
  });
});

describe('of a file with faults', () => {
  const fault = (line: number): FileFault => ({
    line,
    column: 2,
    head: 'ssid',
    code: 'invalid_value',
    message: 'wrong',
  });

  it.each([
    [1, 'd.csv has 1 fault; no device was contacted\nd.csv: line 1, column 2 (ssid): wrong'],
    [
      2,
      'd.csv has 2 faults; no device was contacted\nd.csv: line 1, column 2 (ssid): wrong\nd.csv: line 2, column 2 (ssid): wrong',
    ],
  ])('%i, names each: %j', (count, text) => {
    expect(
      refusal(
        'd.csv',
        Array.from({ length: count }, (_, i) => fault(i + 1)),
      ),
    ).toMatchObject({ text, exit: 2 });
  });

  it.each([
    [FAULTS_MAX - 1, FAULTS_MAX - 1, ''],
    [FAULTS_MAX, FAULTS_MAX, ''],
    [FAULTS_MAX + 1, FAULTS_MAX, 'and 1 more'],
  ])('%i: %i are shown %s', (count, shown, more) => {
    const { text = '', json } = refusal(
      'd.csv',
      Array.from({ length: count }, (_, i) => fault(i + 1)),
    );
    expect(text.split('\n').filter((line) => line.endsWith('wrong'))).toHaveLength(shown);
    expect(text.endsWith(more)).toBe(true);
    expect(json).toMatchObject({ ok: false, code: 'bad_file', faults: expect.objectContaining({ length: shown }) });
  });

  it('nothing in it can move a cursor', () => {
    const { text } = refusal('d.csv', [{ ...fault(1), head: 'a\u001b[2J', message: 'b\u0007' }]);
    expect(text).toContain('column 2 (a?[2J): b?');
  });
});
