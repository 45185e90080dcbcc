// The unit tests alone, for the minute after a change: no bundle is needed, no simulator, no browser.
import { readdirSync } from 'node:fs';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Folders of tests that are named after a folder of the firmware. */
const folders = readdirSync('firmware', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['app', 'docs', 'examples'].includes(entry.name))
  .map((entry) => entry.name);
export const include = folders.map((name) => `test/${name}/**/*.test.ts`);
/** A power cut at every byte takes minutes. */
export const minutes = ['test/storage/*cuts*.test.ts', 'test/storage/compaction.test.ts'];
const { test, ...rest } = base;
const { globalSetup: _build, ...own } = test ?? {};

export default defineConfig(
  mergeConfig(rest, {
    test: {
      ...own,
      include,
      exclude: minutes,
      reporters: ['default'],
    },
  }),
);
