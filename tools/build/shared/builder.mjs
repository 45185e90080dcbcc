// One build: pieces, then modules, in the order in which they stand in the bundle. What uses a piece must know its place,
// so each is made into bytes before it.
import * as esbuild from 'esbuild';
import { createStrings } from '../frame.mjs';
import { asExpression } from './expression.mjs';
import { nestCut, refuseState, sharedKeys } from './pieces.mjs';
import { reach, rootsOf } from './read.mjs';

/** @typedef {import('./read.mjs').Whole} Whole */
/** @typedef {import('../frame.mjs').Tokens} Tokens */
/** @typedef {import('../modules.mjs').Settings} Settings */
/** `isWhole`: taken as it is. @typedef {{ name: string, entry: string, isWhole: boolean, whole: Whole }} Readable */
/** @typedef {{ code: string, map: object, used: string[] }} Nested `used`: the marks of its sources that did something */
/**
 * A module or a piece. `text`: what its bytes say.
 * @typedef {{ name: string, isPiece: boolean, text: string, textMap: string, code: string, map: string, used: string[], start: number, end: number }} Built
 */

/** What is called with the value that a module or a piece gives, until the names are short. */
export const MARK = 'MODULE_CREATE';

/** @param {object} map */
const comment = (map) =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

/** @param {string} name @param {Nested} nested @param {Settings} settings */
async function minify(name, nested, settings) {
  // Literals are bytes by now.
  const { plugins, ...rest } = settings;
  const stdin = { contents: nested.code + comment(nested.map), sourcefile: name, loader: /** @type {const} */ ('js') };
  const { outputFiles = [] } = await esbuild.build({ ...rest, stdin });
  const [map, code] = ['map', 'js'].map((end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '');
  return asExpression(code ?? '', map ?? '', MARK);
}

/** @param {readonly Readable[]} modules @param {string} key */
function ownerOf(modules, key) {
  for (const { whole } of modules) for (const [unit, other] of whole.shared) if (other === key) return { whole, unit };
  throw new Error(`${key} is in no module`);
}

/** @param {readonly Readable[]} modules @param {Settings} settings @param {Tokens} tokens */
export function createBuilder(modules, settings, tokens) {
  const strings = createStrings(tokens);
  const cuttable = modules.filter(({ isWhole }) => !isWhole);
  const keys = sharedKeys(cuttable.map(({ whole }) => whole));
  const isShared = (/** @type {string} */ key) => keys.has(key);
  /** @type {Map<string, Built | undefined>} undefined: it is being built */
  const pieces = new Map();
  /** @type {Built[]} */
  const built = [];

  /** @param {string} name @param {Nested} nested @param {boolean} isPiece */
  async function put(name, nested, isPiece) {
    const { code: text, map: textMap } = await minify(name, nested, settings);
    const bytes = tokens.pretokenise(text, textMap);
    const one = { name, isPiece, text, textMap, ...bytes, used: nested.used, ...strings.put(bytes.code) };
    built.push(one);
    return one;
  }

  /** @param {string} key */
  async function putPiece(key) {
    const { whole, unit } = ownerOf(cuttable, key);
    const needed = reach(whole, [unit.node], isShared);
    refuseState(whole, needed.kept, key);
    await putPieces(needed.pieces);
    const nested = nestCut(whole, needed.kept, { entry: '', tail: `\n${MARK}(${unit.name});\n`, place: pieces });
    // 'lib/utf8.ts repaired'
    const name = key.replace(/^.*\/firmware\/|:\d+: @shared/g, '');
    return put(name, { ...nested, used: [...nested.used, key] }, true);
  }

  /** @param {Set<string>} wanted */
  async function putPieces(wanted) {
    for (const key of wanted) {
      if (pieces.has(key) && !pieces.get(key)) throw new Error(`${key}: it needs itself, by way of another`);
      if (pieces.has(key)) continue;
      pieces.set(key, undefined);
      pieces.set(key, await putPiece(key));
    }
  }

  return {
    built,
    bytes: strings.bytes,
    /** @param {Readable} module */
    async putPiecesOf({ isWhole, whole }) {
      if (!isWhole) await putPieces(reach(whole, rootsOf(whole), isShared).pieces);
    },
    /** @param {Readable} module */
    putModule({ name, entry, isWhole, whole }) {
      if (isWhole) return put(name, { ...whole, used: [] }, false);
      const { kept } = reach(whole, rootsOf(whole), isShared);
      return put(name, nestCut(whole, kept, { entry, tail: '', place: pieces }), false);
    },
  };
}
