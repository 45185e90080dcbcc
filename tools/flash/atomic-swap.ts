// The step from the old firmware to the new one: which words of flash are cleared, in which order.
//
// Storage can't exchange a file: it throws the old one away before it makes the new one. But flash can clear single bits,
// and of two files of one name Espruino takes the first. So each new file is written whole under a name that has one bit
// more than its own; clearing that bit puts it behind the old one, and then the old one's name is cleared. Each of these
// writes is done or not done, and in between the board has either the old file or the new one under the name.

/** What stands in front of a file in Storage, by its address. */
export interface Head {
  address: number;
  size: number;
  name: string;
}

/** A file that waits under a name of its own until it is put in place. */
export interface Change {
  waits: string;
  name: string;
  size: number;
}

/** Four bytes, at an address that is a multiple of four: flash takes nothing smaller. */
export interface Write {
  address: number;
  word: string;
}

/** The name behind the size, see tools/sim/flash/files.ts. */
const NAME_AT = 4;
const NAME_BYTES = 28;
const CLEARED: string = '\0'.repeat(4);
/** What Espruino would run or restore in place of `.bootcde`. */
const IN_THE_WAY = ['.bootrst', '.varimg'];

/** Differs from the name in one bit that the name lacks. */
export const WAITING: { [name: string]: string } = { '.boot0': '.bootp', '.bootcde': '.bootcdm' };

function rename(head: Head, name: string): Write {
  const letters = [...name];
  const word = letters.findIndex((letter, i) => letter !== head.name[i]) & ~3;
  return { address: head.address + NAME_AT + word, word: name.padEnd(NAME_BYTES, '\0').slice(word, word + 4) };
}

const clear = (head: Head): Write => ({ address: head.address + NAME_AT, word: CLEARED });

/** The one that Espruino finds goes last: until then it is in force. */
function clearAll(heads: readonly Head[]): Write[] {
  return [...heads].sort((a, b) => b.address - a.address).map(clear);
}

/** The `.bootcde` of a board with slots is one line, which starts nothing without its loader. */
const LINE_MAX = 512;

/**
 * The boot guard goes first: a guard or a loader runs beside any bundle. But where the old `.bootcde` is the line of a board
 * with slots, the bundle goes first: the loader runs beside it, and the line not without the loader.
 */
function inOrder(heads: readonly Head[], changes: readonly Change[]): readonly Change[] {
  return leavesSlots(heads, changes) ? [...changes].reverse() : changes;
}

const isLine = ({ name, size }: Head | Change): boolean => name === '.bootcde' && size <= LINE_MAX;

/** The board has slots, and the new firmware is one without. */
export function leavesSlots(heads: readonly Head[], changes: readonly Change[]): boolean {
  return heads.some(isLine) && !changes.some(isLine);
}

/** Exactly as it was uploaded; anything else is not touched. */
function waitingHead(heads: readonly Head[], change: Change): Head | undefined {
  const found = heads.filter((head) => head.name === change.waits);
  return found.length === 1 && found[0]?.size === change.size ? found[0] : undefined;
}

interface Swap {
  writes: Write[];
  /** The old `.bootcde` still stands before the new one, for the call that erases the first of them. */
  leavesOld: boolean;
}

/**
 * Undefined: a file is not where it should be. `leaveOld`: the last step is left to `ESP32.enableBLE`, which erases one
 * `.bootcde` and restarts; it must not be the new one.
 */
export function swapOf(heads: readonly Head[], changes: readonly Change[], leaveOld: boolean): Swap | undefined {
  const renames: Write[] = [];
  const clears: Write[] = [];
  let leavesOld = false;
  for (const change of inOrder(heads, changes)) {
    const head = waitingHead(heads, change);
    if (!head) return undefined;
    renames.push(rename(head, change.name));
    const old = heads.filter(({ name }) => name === change.name).sort((a, b) => a.address - b.address);
    const [first] = old;
    const stays = leaveOld && change.name === '.bootcde' && first !== undefined && first.address < head.address;
    if (stays) leavesOld = true;
    clears.push(...clearAll(stays ? old.slice(1) : old));
  }
  if (!leavesOld) clears.push(...clearAll(heads.filter(({ name }) => IN_THE_WAY.includes(name))));
  return { writes: [...renames, ...clears], leavesOld };
}
