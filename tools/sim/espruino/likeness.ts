// How far an interpreter is like the chip: what differs, in plain sentences.

/** What the probe has found out. */
export interface Facts {
  /** `process.version`. */
  release: string;
  /** Variables in the pool and bytes of each. */
  variables: number;
  variableBytes: number;
  /** False on builds with Unicode strings. */
  byteStrings: boolean;
  /** Code in Storage is read from memory, not from a file. */
  isMapped: boolean;
  /** Calls of `function r(){n++;r()}` from a timer until the interpreter says that the stack is full. */
  calls: number;
}

/** What the ESP32 has. */
export const CHIP_CALLS = 46;
const CHIP_VARIABLE_BYTES = 14;
/** A pool smaller than that leaves no room for the simulator's own script; the chip has some 5900. */
const LEAST_VARIABLES = 5900;
/** This many calls more or fewer count as the same. */
const CALLS_SLACK = 2;

/** Empty: it is like the chip. */
export function differences(facts: Facts): string[] {
  const { variables, variableBytes, calls } = facts;
  const found: string[] = [];
  if (variableBytes !== CHIP_VARIABLE_BYTES)
    found.push(`a variable has ${variableBytes} bytes, ${CHIP_VARIABLE_BYTES} on the chip`);
  if (variables < LEAST_VARIABLES) found.push(`it has ${variables} variables, some ${LEAST_VARIABLES} on the chip`);
  if (!facts.byteStrings) found.push('strings are Unicode, on the chip they are bytes');
  if (!facts.isMapped) found.push('flash is a file, on the chip it is mapped into memory');
  if (Math.abs(calls - CHIP_CALLS) > CALLS_SLACK)
    found.push(`stack: r() from a timer reaches ${calls} calls, ${CHIP_CALLS} on the chip`);
  return found;
}

/** One line for a person. */
export function likenessLine(path: string, facts: Facts): string {
  const found = differences(facts);
  const verdict = found.length === 0 ? 'like the chip' : `not like the chip: ${found.join('; ')}`;
  return `${path}: Espruino ${facts.release}, ${facts.variables} variables, ${verdict}`;
}
