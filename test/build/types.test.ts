// Mistakes that the type check must not let through: each row is one that once compiled, and went wrong on the chip.

import { describe, expect, it } from 'vitest';
import { complaints } from './type-check.ts';

const FIRMWARE = 'firmware/tsconfig.json';
const STATE = 'firmware/wifi/link/state.ts';

/** What is wrong, project, file, what stands in it, what it becomes, other files to look at, what is said. */
type Row = [string, string, string, string, string, string[], RegExp];

const ROWS: Row[] = [
  ['an effect that nobody performs', FIRMWARE, STATE, "| { do: 'restart' };", "| { do: 'restart' } | { do: 'beep' };", ['firmware/device/radio.ts'], /'beep' is missing/],
  ['a performer of another effect', FIRMWARE, 'firmware/device/radio.ts', 'failed: rollBack,', 'worked: rollBack, failed: rollBack,', [], /not assignable/],
  ['an event of the link that nobody handles', FIRMWARE, STATE, "| { type: 'scanned' };", "| { type: 'scanned' } | { type: 'beep' };", ['firmware/wifi/link/step.ts'], /'beep' is missing/],
  ['a command that is named and has no code', FIRMWARE, 'firmware/commands/refusal.ts', "ping help';", "ping help beep';", ['firmware/commands/commands.ts'], /"beep"' is not assignable/],
]; // biome-ignore format: rows

describe('the type check', () => {
  it.each(ROWS)('refuses %s', (_what, project, file, from, to, also, said) => {
    expect(complaints(project, file, from, from, also)).toEqual([]);
    expect(complaints(project, file, from, to, also).join('\n')).toMatch(said);
  });
});
