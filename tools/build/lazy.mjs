// `import { load } from './x.ts?lazy'`: bundles x.ts and all it imports into the body of a function `load`.
//
// On the chip a function costs 7 variables while it exists, but its text stays in flash. So a module that is seldom
// needed is made anew by `load()` and is gone when nobody holds what it returned. Its code shares nothing with the rest.
//
// The embedder's app comes in the same way, but its functions stay where they are: its variables are its memory.
import { dirname, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { sink } from './sink.mjs';

const QUERY = /\?lazy$/;
/** In its place stands the app. */
const NO_APP = /\/app\/none\.ts$/;
const MARK = 'LAZY_RETURN';

/** One function is all that a lazy module gives. @param {string} path @param {string} name */
const entryOf = (path, name) => `import { ${name} } from ${JSON.stringify(path)};\n${MARK}(${name});\n`;

/** @param {string} path @param {string} name @param {import('esbuild').BuildOptions} settings */
async function textOf(path, name, settings) {
  // What belongs to the whole bundle is left to it: its entry, its wrapper, and one shortening of names for all.
  const { entryPoints, banner, footer, mangleProps, ...rest } = settings;
  const { outputFiles } = await esbuild.build({
    ...rest,
    stdin: { contents: entryOf(path, name), resolveDir: dirname(path), sourcefile: 'lazy', loader: 'js' },
    minify: false,
    sourcemap: 'inline',
    metafile: false,
  });
  const [code = '', map = ''] = (outputFiles?.[0]?.text ?? '').split(/(?=\/\/# sourceMappingURL)/);
  if (!code.includes(`${MARK}(${name}`)) throw new Error(`${path}: a lazy module exports one function named ${name}`);
  return { code, map };
}

/** @param {string} code */
const wrapped = (code) =>
  `export function load(){${code.replace(new RegExp(`${MARK}\\((\\w+)\\);\\s*$`), 'return $1;\n')}}`;

/** @param {string} path @param {import('esbuild').BuildOptions} settings */
async function bundleOf(path, settings) {
  return wrapped(sink((await textOf(path, 'create', settings)).code));
}

/** With the way back to its sources, for whoever reads what the checker has to say. @param {string} path @param {import('esbuild').BuildOptions} settings */
async function appBundleOf(path, settings) {
  const { code, map } = await textOf(path, 'app', settings);
  return `${wrapped(code)}\n${map}`;
}

/**
 * @param {() => import('esbuild').BuildOptions} settings those of the outer bundle
 * @param {string} app the file of the embedder's app; '' for none
 * @returns {import('esbuild').Plugin}
 */
export function lazyModules(settings, app) {
  return {
    name: 'lazy-modules',
    setup(build) {
      build.onResolve({ filter: QUERY }, (args) => ({
        path: resolve(args.resolveDir, args.path.replace(QUERY, '')),
        namespace: 'lazy',
      }));
      build.onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path }) => {
        const isApp = app && NO_APP.test(path);
        return {
          contents: isApp ? await appBundleOf(app, settings()) : await bundleOf(path, settings()),
          loader: 'js',
          resolveDir: dirname(path),
        };
      });
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
