// What to write instead of what Espruino cannot run: esbuild names the construct and no way out.

/** In esbuild's words. @type {Record<string, string>} */
export const INSTEAD = {
  destructuring: 'const a = value.a;',
  'default arguments': 'if (a === undefined) a = 1;',
  'rest arguments': 'one parameter that is an array',
  'array spread': 'a.concat(b), or fn.apply(undefined, list)',
  'object rest spread': 'Object.assign({}, a, b), or name the keys',
  'generator functions': 'a function that is called again, or an array',
  'async functions': 'a callback, or promise.then(...)',
  'async generator functions': 'callbacks',
  'for-await loops': 'promise.then(...)',
  'new.target': 'a parameter',
  'big integer literals': 'a number',
};

const REFUSED = /^Transforming (.+?) to the configured target environment/;

/** @param {string} text of one error of esbuild's */
export function advise(text) {
  const [, what = ''] = REFUSED.exec(text) ?? [];
  if (!what) return text;
  const instead = INSTEAD[what];
  return `Espruino can't run ${what}${instead ? `; write this instead: ${instead}` : ''}`;
}
