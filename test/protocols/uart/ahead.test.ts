// What is typed while a command is being answered: kept in order, up to a limit, cut bursts and taken-back bytes included.

import { expect, it } from 'vitest';
import { AHEAD_MAX, BURST_CUT, Console, type ConsoleParts } from '../../../firmware/protocols/uart/console.ts';
import { newDeviceState } from '../../../firmware/provisioning/state.ts';
import { initialState } from '../../../firmware/wifi/link/state.ts';
import { fakeClock } from '../../fakes/clock.ts';

/** A console whose next command is not answered before `answer` is called. */
function busyConsole(): { door: Console; answer: () => void; output: () => string } {
  let output = '';
  const turns: (() => void)[] = [];
  const clock = { ...fakeClock(), begin: (fn: () => void) => void turns.push(fn) };
  const parts = {
    clock,
    state: newDeviceState(initialState()),
    cutsBursts: true,
    hear: (bytes: string, isCut: boolean) => door.text(bytes, isCut),
    write(text: string) {
      output += text;
    },
  } as unknown as ConsoleParts;
  const door = new Console(parts);
  door.data('wifiprov debug flow 1\r');
  output = '';
  return {
    door,
    answer() {
      for (let turn = turns.shift(); turn; turn = turns.shift()) turn();
    },
    output: () => output,
  };
}

const answersIn = (output: string): string[] => output.split('\r\n').filter((line) => /^(OK|ERROR)/.test(line));
const CUT = 'x'.repeat(BURST_CUT);

it.each([
  ['a line', ['nonsense\r'], ['OK', 'ERROR unknown_command']],
  ['a burst that was cut', [CUT], ['OK', 'ERROR uart_cut']],
  ['bursts that were cut, told once', [CUT, CUT, CUT], ['OK', 'ERROR uart_cut']],
  [
    'a line, cut behind it',
    [`nonsense\r${'x'.repeat(BURST_CUT - 9)}`],
    ['OK', 'ERROR unknown_command', 'ERROR uart_cut'],
  ],
  ['a cut burst, then a line', [CUT, 'nonsense\r'], ['OK', 'ERROR uart_cut', 'ERROR unknown_command']],
  [
    'lines around a cut',
    ['a\r', CUT, 'b\r'],
    ['OK', 'ERROR unknown_command', 'ERROR uart_cut', 'ERROR unknown_command'],
  ],
])('answers in order what came meanwhile: %s', (_, bursts, answers) => {
  const { door, answer, output } = busyConsole();
  for (const burst of bursts) door.data(burst);
  expect(answersIn(output())).toEqual([]);
  answer();
  expect(answersIn(output()).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(answers);
});

it.each([AHEAD_MAX - 1, AHEAD_MAX, AHEAD_MAX + 1])('keeps at most 512 bytes of %d', (size) => {
  const { door } = busyConsole();
  for (let at = 0; at < size; at++) door.data('z');
  expect(door.ahead).toEqual(['z'.repeat(Math.min(size, AHEAD_MAX))]);
});

it('what is taken back of it, to the last byte, is no cut', () => {
  const { door, answer, output } = busyConsole();
  door.data('IMPROV');
  door.unsay('IMPROV');
  expect(door.ahead).toEqual([]);
  answer();
  expect(answersIn(output())).toEqual(['OK']);
});

it('takes back only the end of it', () => {
  const { door } = busyConsole();
  door.data('nonsense\rIMP');
  door.unsay('IMP');
  expect(door.ahead).toEqual(['nonsense\r']);
});
