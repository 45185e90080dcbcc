// Mistakes that the type check must not let through: each row is one that once compiled, and went wrong on the chip.

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { complaints } from './type-check.ts';

const FIRMWARE = 'firmware/tsconfig.json';
const TOOLS = 'tools/tsconfig.json';
const EVENTS = 'firmware/wifi/link/events.ts';

/** What is wrong, project, file, what stands in it, what it becomes, other files to look at, what is said. */
type Row = [string, string, string, string, string, string[], RegExp];

const ROWS: Row[] = [
  ['an effect without code that performs it', FIRMWARE, EVENTS, "| { do: 'restart' };", "| { do: 'restart' } | { do: 'beep' };", ['firmware/provisioning/radio.ts'], /'beep' is missing/],
  ['a performer of another effect', FIRMWARE, 'firmware/provisioning/radio.ts', 'failed: rollBack,', 'worked: rollBack, failed: rollBack,', [], /not assignable/],
  ['an event of the link that is not handled', FIRMWARE, EVENTS, "| { type: 'recalled'; known: Target[] };", "| { type: 'recalled'; known: Target[] } | { type: 'beep' };", ['firmware/wifi/link/handlers.ts'], /'beep' is missing/],
  ['a command that is named and has no code', FIRMWARE, 'firmware/provisioning/command-names.ts', "ping help';", "ping help beep';", ['firmware/provisioning/commands.ts'], /"beep"' is not assignable/],
  ['a wrong name in the types of the library', TOOLS, 'tools/client/api.ts', 'get(): Promise<Config>', 'get(): Promise<Konfig>', [], /Cannot find name 'Konfig'/],
  ['a wrong name in the types of an app', FIRMWARE, 'firmware/app/api.ts', 'AppValue', 'AppWert', [], /Cannot find name 'AppValue'/],
  ['a wrong name among the constants of the build', FIRMWARE, 'firmware/platform/build.d.ts', 'BUILD_VERSION: string', 'BUILD_VERSION: strong', [], /Cannot find name 'strong'/],
]; // biome-ignore format: rows

/** Where the type check skips declarations. */
const SKIPPED = ['tools', 'test', 'firmware/protocols/http/page'];

describe('the type check', () => {
  it.each(ROWS)('refuses %s', (_what, project, file, from, to, also, said) => {
    expect(complaints(project, file, from, from, also)).toEqual([]);
    expect(complaints(project, file, from, to, also).join('\n')).toMatch(said);
  });

  it('has no source that it skips: a .d.ts is not looked at in tools and tests', () => {
    const found = SKIPPED.flatMap((folder) =>
      readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
    );
    expect(found.filter((name) => name.endsWith('.d.ts'))).toEqual([]);
  });
});
