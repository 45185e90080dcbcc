// The unit tests of the firmware over what the build makes of it: functions moved inwards, in Node.
import { readdirSync } from 'node:fs';
import { defineConfig, mergeConfig } from 'vitest/config';
import { nestedFirmware } from './tools/build/nest/plugin.mjs';
import base from './vitest.config.ts';

/** Folders of tests that are named after a folder of the firmware. */
const folders = readdirSync('firmware').filter((name) => !['app', 'docs', 'examples'].includes(name));
const { plugins: _unused, test, ...rest } = base;

export default defineConfig(
  mergeConfig(rest, {
    plugins: [nestedFirmware()],
    test: {
      ...test,
      // A power cut at every byte takes minutes, and says nothing of the move that the others do not.
      // Behind a `module.test.ts` stand Espruino's globals, which are mocked there.
      exclude: ['test/storage/*cuts*.test.ts', 'test/storage/compaction.test.ts', 'test/**/module.test.ts'],
      include: folders.map((name) => `test/${name}/**/*.test.ts`),
      reporters: ['default', ['json', { outputFile: 'build/test-report-nested.json' }]],
    },
  }),
);
