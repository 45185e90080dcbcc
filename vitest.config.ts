// Tests run the sources directly, with the same constants and the same byte strings as the device bundle.
import { defineConfig } from 'vitest/config';
import { defines } from './tools/build/defines.mjs';
import { buildPage, pageDefines } from './tools/build/page.mjs';
import { toByteSource } from './tools/espruino-lint/bytes.ts';

// Builds with an app and without are tested side by side: a test sets this global, see test/app/.
const { BUILD_APP: _isSet, ...constants } = defines({});

export default defineConfig({
  define: { ...constants, ...pageDefines((await buildPage()).layout) },
  plugins: [
    {
      name: 'byte-literals',
      enforce: 'pre',
      async transform(code, id) {
        if (!/\/firmware\/.*\.ts$/.test(id) || /\/protocols\/http\/page\//.test(id)) return null;
        const { code: bytes, refusals } = await toByteSource(code, id);
        if (refusals[0]) throw new Error(`${id}:${refusals[0].line}: ${refusals[0].text}`);
        return bytes === code ? null : { code: bytes, map: null };
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/fresh.ts'],
    setupFiles: ['test/setup.ts'],
    // Its imports have no endings, which Node refuses.
    server: { deps: { inline: [/improv-wifi-/] } },
    // Rows on the real interpreter mostly wait.
    maxWorkers: 3,
    // A busy machine is no fault of the code's.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    reporters: ['default', ['json', { outputFile: 'build/test-report.json' }]],
  },
});
