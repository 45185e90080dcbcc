// The bundle: pieces and modules as strings, and around the main program what finds them again.
//
//   0&&["piece","piece",...,"module","module",...];if(...)throw...;($r=>{main})(function $r($a,$b){return eval(...)});
//
// All of it is bytes, see tools/tokens/. To Espruino each module is one long string that it skips at the start; its text
// is read out of the bundle's own file and evaluated, so a module that is not in use costs nothing. That is done outside of
// the main program's scope, whose shortened names could hide a global that a module uses; what is evaluated finds `$r`.
import { RUN } from './nest/units.mjs';

/** @typedef {{ name: string, start: number, end: number }} Place of a module or a piece in the bundle */
/** @typedef {typeof import('../tokens/main.ts')} Tokens */

/** The bundle was minified again, or has something before it: modules would be cut out at the wrong places. */
const CHANGED = '.bootcde is not as it was built; write build/bootcde.js to it unchanged';
/** What reads so much of the bundle, from there on: out of a file of its own. */
export const READ_FILE = 'require("Storage").read(".bootcde",$a,$b)';
/** Out of a slot, see firmware/runtime/boot/running-slot.ts; without slots the bundle is a file of its own. */
export const READ_SLOT = 'require("Storage").read(wifiprovSlot[0],wifiprovSlot[1]+$a,$b)';
const NO_SLOT = 'if(!global.wifiprovSlot)global.wifiprovSlot=[".bootcde",0];';
/** What is looked at to see whether the bundle is as it was built: up to the length of the first string. */
const FIRST_BYTES = 6;
/** Enough for places in a bundle of less than 1 MB. */
const DIGITS = 6;

/** @param {number} number */
const digits = (number) => String(number).padStart(DIGITS, '0');

/** What stands before a string of that many bytes. @param {number} length @param {Tokens} tokens */
function stringHead(length, { STRING8, STRING16, STRING_MAX }) {
  if (length > STRING_MAX) throw new Error(`a module has ${length} bytes, ${STRING_MAX} at most`);
  const [low, high] = [length & 255, length >> 8];
  return String.fromCharCode(...(high === 0 ? [STRING8, low] : [STRING16, low, high]));
}

/** The strings, one behind the other: each knows its place as soon as it is put in. @param {Tokens} tokens */
export function createStrings(tokens) {
  let bytes = `${String.fromCharCode(tokens.ZERO, tokens.byteOf('&&'))}[`;
  return {
    /** @param {string} code */
    put(code) {
      bytes += stringHead(code.length, tokens);
      const start = bytes.length;
      bytes += `${code},`;
      return { start, end: start + code.length };
    },
    bytes: () => `${bytes.slice(0, -1)}];`,
  };
}

/**
 * What stands around the main program, and where in it the modules are: for each `;name:`, then offset and length in six
 * digits each. An arrow keeps every name out of the global scope; esbuild's format 'iife' would add a 500-byte shim.
 * @param {readonly Place[]} modules @param {string} bytes the strings @param {string} [read]
 */
export function frame(modules, bytes, read = READ_SLOT) {
  if (modules.length === 0) return { before: '(()=>{', after: '})();', places: '' };
  const places = modules.map(({ name, start, end }) => `;${name}:${digits(start)}${digits(end - start)}`).join('');
  const found = read.replace('$a', '0').replace('$b', String(FIRST_BYTES));
  const check = `if(${found}!==${JSON.stringify(bytes.slice(0, FIRST_BYTES))})throw new Error(${JSON.stringify(CHANGED)});`;
  const first = read === READ_SLOT ? NO_SLOT : '';
  return { before: `${first}${check}(${RUN}=>{`, after: `})(function ${RUN}($a,$b){return eval(${read})});`, places };
}
