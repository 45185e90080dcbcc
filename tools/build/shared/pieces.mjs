// The pieces of a build: what is marked and used by two modules or more.
import remapping from '@jridgewell/remapping';
import { nestFunctions } from '../nest/functions.mjs';
import { isPiece } from '../nest/units.mjs';
import { cutShared } from './cut.mjs';

/** @typedef {import('../nest/scopes.mjs').Node} Node */
/** @typedef {import('../nest/units.mjs').Unit} Unit */
/** @typedef {import('./read.mjs').Whole} Whole */

/** Keys that two modules have, or more. @param {readonly Whole[]} wholes */
export function sharedKeys(wholes) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { shared } of wholes) for (const key of shared.values()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([key]) => key));
}

/** What must be there once cannot be made at each use. @param {Whole} whole @param {Set<Node>} kept @param {string} key */
export function refuseState({ module, stay }, kept, key) {
  const units = new Map([...module.units.values()].map((unit) => [unit.node, unit]));
  for (const statement of kept) {
    const unit = units.get(statement);
    if (!unit) throw new Error(`${key}: it needs what is neither a function nor a fixed value`);
    if (stay.has(unit)) throw new Error(`${key}: ${unit.name} ${stay.get(unit)}`);
  }
}

/**
 * A module, or a piece, without what stands in other pieces, and with what only one function uses moved into that.
 * @param {Whole} whole @param {Set<Node>} kept
 * @param {{ entry: string, tail: string, place: ReadonlyMap<string, import('./cut.mjs').Place | undefined> }} what `tail`: put behind it
 */
export function nestCut(whole, kept, { entry, tail, place }) {
  const text = cutShared(whole, kept, (key) => place.get(key)).append(tail);
  const step = text.generateMap({ hires: 'boundary', source: 'code', includeContent: true });
  const map = remapping([/** @type {any} */ (step), /** @type {any} */ (whole.map)], () => null);
  // Judged by all that the whole module does.
  const why = new Map([...whole.stay].map(([unit, reason]) => [unit.name, reason]));
  const stay = (/** @type {import('../nest/units.mjs').Module} */ { units }) =>
    new Map(
      [...units.values()]
        .filter((unit) => !isPiece(unit.value))
        .flatMap((unit) => {
          const reason = why.get(unit.name);
          return reason ? [[unit, reason]] : [];
        }),
    );
  const nested = nestFunctions(text.toString(), /** @type {any} */ (map), entry, stay);
  return { ...nested, used: [...nested.used, ...whole.marks.used] };
}
