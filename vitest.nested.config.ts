// The unit tests of the firmware over what the build makes of it: functions moved inwards, in Node.
import { defineConfig, mergeConfig } from 'vitest/config';
import { nestedFirmware } from './tools/build/nest/plugin.mjs';
import base from './vitest.config.ts';
import { include, minutes } from './vitest.unit.config.ts';

const { plugins: _unused, test, ...rest } = base;

export default defineConfig(
  mergeConfig(rest, {
    plugins: [nestedFirmware()],
    test: {
      ...test,
      include,
      // The long ones say nothing of the move that the others do not. Behind a `module.test.ts` stand Espruino's globals,
      // which are mocked there.
      exclude: [...minutes, 'test/**/module.test.ts'],
      reporters: ['default', ['json', { outputFile: 'build/test-report-nested.json' }]],
    },
  }),
);
