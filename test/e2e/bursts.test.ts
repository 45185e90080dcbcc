// Bursts on the UART: released builds of the port drop what exceeds 64 bytes without a sign.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { linesOf } from './rig.ts';

/** A line of so many bytes, its end counted, that is answered OK: words may have any blanks between them. */
const lineOf = (bytes: number): string => `wifiprov debug${' '.repeat(bytes - 22)}flow 11\r`;
const PAST_CUT = `${lineOf(64)}${lineOf(60)}`;

onBothEngines('a burst', (start) => {
  it.each([
    ['2v27', 63, 'OK'],
    ['2v27', 64, 'ERROR uart_cut'],
    ['2v27', 65, 'ERROR uart_cut'],
    ['2v29.277', 64, 'OK'],
    ['2v29.277', 65, 'OK'],
    ['next', 63, 'OK'],
    ['next', 64, 'OK'],
    ['next', 65, 'OK'],
  ] as const)('on %s of %i bytes is answered %s', async (portBuild, bytes, answer) => {
    const rig = await start({ portBuild });
    expect(lineOf(bytes)).toHaveLength(bytes);
    const mark = rig.output().length;
    rig.core.uart.write(lineOf(bytes));
    await rig.said(/\n(OK|ERROR)[^\n]*\n> /, 2_000, mark);
    expect(linesOf(rig.output().slice(mark)).filter((line) => /^(OK|ERROR)/.test(line))).toEqual([
      expect.stringMatching(new RegExp(`^${answer}`)),
    ]);
    expect(await rig.command('wifiprov debug flow 11')).toEqual(['OK']);
  });

  it('on 2v27 loses only its last line: those before it are answered', async () => {
    const rig = await start({ portBuild: '2v27' });
    const mark = rig.output().length;
    rig.core.uart.write(`wifiprov debug flow 11\r${PAST_CUT}`);
    await rig.said(/ERROR[^\n]*\n> /, 2_000, mark);
    expect(linesOf(rig.output().slice(mark)).filter((line) => /^(OK|ERROR)/.test(line))).toEqual([
      'OK',
      expect.stringMatching(/^ERROR uart_cut .*at most 48.*150 ms/),
    ]);
  });

  it.each(['2v29.277', 'next'] as const)('on %s is whole, however many lines it has', async (portBuild) => {
    const rig = await start({ portBuild });
    const mark = rig.output().length;
    rig.core.uart.write(PAST_CUT);
    await rig.said(/OK\n> wifiprov[^\n]*\nOK\n> $/, 2_000, mark);
  });
});
