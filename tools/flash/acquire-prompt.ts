// Gets Espruino's prompt from any program that has the line: the REPL, wifiprov, or a board that is just starting.

import { deviceError } from '../client/errors.ts';
import type { Line } from './line.ts';
import { answerIn, question } from './repl.ts';

/** One is enough while wifiprov listens for it at a start; once it runs, it takes three. */
export const CTRL_C = '\x03\x03\x03';
/** A board may restart when its port is opened. One round must fit into the 2 s in which a start is listened to. */
export const ROUNDS = 20;
const PROBE_MS = 500;
const CTRL_C_MS = 300;

const SILENT =
  'no answer from Espruino on this port; if the board is empty or runs another program, add --espruino with its download';
const SERVICE = 'wifiprov is running and does not release the port';

/** Who had the line: the REPL; wifiprov, which runs on; wifiprov, which has not started anything and won't. */
type Owner = 'repl' | 'service' | 'start';

function ownerIn(heard: string): Owner {
  if (!heard.includes('<- null')) return 'repl';
  return heard.includes('# safe mode') ? 'start' : 'service';
}

/**
 * The prompt is asked for before any Ctrl-C is sent: at a prompt it is not needed, and Espruino for Linux ends itself
 * at the second.
 */
export async function acquirePrompt(line: Line): Promise<Owner> {
  const id = line.newId();
  let heard = '';
  for (let i = 1; i <= ROUNDS; i++) {
    line.forget();
    line.write(question(id, '1'));
    const isThere = await line.until(() => answerIn(line.heard(), id) !== undefined, PROBE_MS);
    heard += line.heard();
    if (isThere) return ownerIn(heard);
    line.forget();
    line.write(CTRL_C);
    await line.until(() => line.heard().includes('<- null'), CTRL_C_MS);
    heard += line.heard();
  }
  throw deviceError('unreachable', 'silent', heard.includes('# ready') ? SERVICE : SILENT);
}
