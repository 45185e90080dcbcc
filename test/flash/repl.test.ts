// Questions to the REPL and its answers, whatever else is on the line.

import { describe, expect, it } from 'vitest';
import { acquirePrompt, CTRL_C, ROUNDS } from '../../tools/flash/acquire-prompt.ts';
import { createRepl, TRIES } from '../../tools/flash/repl.ts';
import { fakeLine } from '../fakes/line.ts';

/** The number of the question, whatever is asked. */
const idOf = (written: string): string => /print\("wf"\+"(\d+)=/.exec(written)?.[1] ?? '?';
const isQuestion = (written: string): boolean => written.startsWith('\x10try');

describe('an answer', () => {
  it.each<[string, (id: string) => string, unknown]>([
    ['alone', (id) => `wf${id}=[1,"a"]\r\n>`, [1, 'a']],
    ['after lines of ESP-IDF', (id) => `I (12) wifi:x\r\nwf${id}=7\r\n`, 7],
    ['after what Storage says while it compacts', (id) => `Compacting... \b|\r\nwf${id}=true\r\n`, true],
    ['with flow control in it', (id) => `w\x13f${id}\x11=7\r\n`, 7],
    ['to an older question before it', (id) => `wf${Number(id) - 1}=1\r\nwf${id}=2\r\n`, 2],
  ])('is found %s', async (_, say, value) => {
    const { line, written } = fakeLine((text) => say(idOf(text)));
    expect(await createRepl(line).ask('x')).toEqual(value);
    expect(written).toHaveLength(1);
  });

  it('is not the echo of the question', async () => {
    const { line } = fakeLine((text, n) => (n < 3 ? text : `wf${idOf(text)}=1\r\n`));
    expect(await createRepl(line).ask('x')).toBe(1);
  });

  it('that is an exception is told', async () => {
    const { line } = fakeLine((text) => `wf${idOf(text)}!Error: no\r\n`);
    await expect(createRepl(line).ask('x')).rejects.toMatchObject({
      kind: 'refused',
      code: 'espruino',
      message: 'Espruino says: Error: no',
    });
  });
});

describe('without an answer', () => {
  it.each([
    ['nothing comes', ''],
    ['it is broken by a log line', 'wf1=[1,I (99) wifi\r\n'],
  ])('when %s it asks again, after a Ctrl-C', async (_, first) => {
    const { line, written } = fakeLine((text, n) =>
      n === 1 ? first : isQuestion(text) ? `wf${idOf(text)}=5\r\n` : '',
    );
    expect(await createRepl(line).ask('x')).toBe(5);
    expect(written.map((text) => text.charAt(0))).toEqual(['\x10', '\x03', '\x10']);
  });

  it('does not wait when the interpreter has broken off', async () => {
    const { line, waited } = fakeLine((text, n) => {
      if (n === 1) return 'Execution Interrupted\r\n>';
      return isQuestion(text) ? `wf${idOf(text)}=5\r\n` : '';
    });
    expect(await createRepl(line).ask('x')).toBe(5);
    expect(waited()).toBeLessThan(1000);
  });

  it.each([
    [TRIES - 1, true],
    [TRIES, false],
  ])('%i times, it has an answer: %s', async (lost, isAnswered) => {
    let asked = 0;
    const { line } = fakeLine((text) => (isQuestion(text) && ++asked > lost ? `wf${idOf(text)}=5\r\n` : ''));
    const answer = createRepl(line).ask('x');
    if (isAnswered) expect(await answer).toBe(5);
    else await expect(answer).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('says that the line is gone when it is', async () => {
    const { line } = fakeLine(() => null);
    await expect(createRepl(line).ask('x')).rejects.toMatchObject({ kind: 'unreachable', code: 'closed' });
  });
});

describe('the prompt is got', () => {
  const REPL = (text: string): string => (isQuestion(text) ? `wf${idOf(text)}=1\r\n>` : '\r\n>');

  /** `n` is how many Ctrl-C it takes, `says` what comes with the last. */
  function owned(n: number, says: string): (text: string) => string {
    let left = n;
    return (text) => {
      if (left === 0) return REPL(text);
      if (text === CTRL_C) left--;
      return text === CTRL_C && left === 0 ? says : isQuestion(text) ? 'ERROR unknown_command x\r\n> ' : '';
    };
  }

  it.each<[string, string, (text: string) => string]>([
    ['the REPL, without a Ctrl-C', 'repl', REPL],
    ['a half-typed line', 'repl', owned(1, '\r\n>')],
    ['wifiprov', 'service', owned(1, '<- null\r\n>')],
    [
      'a board that listens for a Ctrl-C at its start',
      'start',
      owned(1, '\r\n# safe mode: wifiprov() ...\r\n<- null\r\n>'),
    ],
    ['a board that restarts meanwhile', 'start', owned(ROUNDS - 1, '\r\n# safe mode: x\r\n<- null\r\n>')],
  ])('from %s', async (_, owner, answer) => {
    const { line, written } = fakeLine(answer);
    expect(await acquirePrompt(line)).toBe(owner);
    if (answer === REPL) expect(written).not.toContain(CTRL_C);
  });

  it('not by a late answer to what was asked before: since then the board may have restarted', async () => {
    const asked: string[] = [];
    const { line } = fakeLine((text) => {
      if (isQuestion(text)) asked.push(idOf(text));
      return isQuestion(text) ? `wf${asked[0]}=1\r\n>` : '';
    });
    expect(await acquirePrompt(line)).toBe('repl');
    await expect(acquirePrompt(line)).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(createRepl(line).ask('x')).rejects.toMatchObject({ kind: 'timeout' });
  });

  it.each([
    ['nobody', '', 'no answer from Espruino'],
    ['a board that restarts for ever', '# ready\r\n', 'wifiprov is running'],
  ])('not from %s', async (_, said, why) => {
    const { line, written } = fakeLine(() => said);
    await expect(acquirePrompt(line)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining(why),
    });
    expect(written.filter((text) => text === CTRL_C)).toHaveLength(ROUNDS);
  });
});
