// `import { load } from './x.ts?lazy'`: bundles x.ts and all it imports into the body of a function `load`.
//
// On the chip a function costs 7 variables while it exists, but its text stays in flash. So a module that is seldom
// needed is made anew by `load()` and is gone when nobody holds what it returned. Its code shares nothing with the rest.
import { dirname, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { sink } from './sink.mjs';

const QUERY = /\?lazy$/;
const MARK = 'LAZY_RETURN';

/** One function `create` is all that a lazy module gives. @param {string} path */
const entryOf = (path) => `import { create } from ${JSON.stringify(path)};\n${MARK}(create);\n`;

/**
 * @param {string} path @param {import('esbuild').BuildOptions} settings
 */
async function bundleOf(path, settings) {
  // What belongs to the whole bundle is left to it: its entry, its wrapper, and one shortening of names for all.
  const { entryPoints, banner, footer, mangleProps, ...rest } = settings;
  const { outputFiles } = await esbuild.build({
    ...rest,
    stdin: { contents: entryOf(path), resolveDir: dirname(path), sourcefile: 'lazy', loader: 'js' },
    minify: false,
    sourcemap: 'inline',
    metafile: false,
  });
  const text = outputFiles?.[0]?.text ?? '';
  if (!text.includes(`${MARK}(create`)) throw new Error(`${path}: a lazy module exports one function named create`);
  const code = sink(text.replace(/\n\/\/# sourceMappingURL[\s\S]*$/, '\n'));
  return `export function load(){${code.replace(new RegExp(`${MARK}\\((create\\d*)\\);\\s*$`), 'return $1;')}}`;
}

/**
 * @param {() => import('esbuild').BuildOptions} settings those of the outer bundle
 * @returns {import('esbuild').Plugin}
 */
export function lazyModules(settings) {
  return {
    name: 'lazy-modules',
    setup(build) {
      build.onResolve({ filter: QUERY }, (args) => ({
        path: resolve(args.resolveDir, args.path.replace(QUERY, '')),
        namespace: 'lazy',
      }));
      build.onLoad({ filter: /.*/, namespace: 'lazy' }, async (args) => ({
        contents: await bundleOf(args.path, settings()),
        loader: 'js',
        resolveDir: dirname(args.path),
      }));
    },
  };
}

/** For tests, which run the sources: the module itself, not made anew. @returns {import('vite').Plugin} */
export function lazyForTests() {
  return {
    name: 'lazy-modules',
    enforce: 'pre',
    load(id) {
      if (!QUERY.test(id)) return null;
      const path = id.replace(QUERY, '');
      return `import { create } from ${JSON.stringify(`./${relative(dirname(path), path)}`)};\nexport const load = () => create;\n`;
    },
  };
}
