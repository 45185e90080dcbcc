// Inside the interpreter: lines of sealed sessions, with the port's own cryptography.

import { readJson } from '../../../firmware/lib/json/read.ts';
import { NO_SESSION, type Session, step } from '../../../firmware/security/session/step.ts';
import type { Natives } from './natives.ts';

const LINES_MAX = 6;
/** The lines after hello, proof and two boxes come from another connection. */
const OWN_LINES = 4;
const FACTS = { nowMs: 1000, lockedMs: 0, id: 'wifiprov-000110' };

/** Of a key that is sent twice the interpreter takes the first, Node the last: no box is opened by one of ours. */
function isRepeated(line: string): boolean {
  return ['t', 'v', 'cn', 'p', 'n', 'c', 'm'].some((key) => line.split(`"${key}"`).length > 2);
}

/** As the TCP door does: strict JSON, an object with the key `t`. */
function messageOf(line: string): { [key: string]: unknown } | undefined {
  const reading = readJson(line);
  if (line.charAt(0) !== '{' || reading.at !== 'whole' || reading.end < line.length || isRepeated(line))
    return undefined;
  const value = JSON.parse(line) as { t?: string };
  return value.t === undefined ? undefined : (value as { [key: string]: unknown });
}

export function create(_which: string, natives: Natives): (input: string) => unknown {
  const key = { salt: 'ssssssssssssssss', psk: 'pppppppppppppppppppppppppppppppp' };
  return (input) => {
    const said: unknown[] = [];
    const lines = input.split('\n').slice(0, LINES_MAX);
    let session: Session = NO_SESSION;
    for (let i = 0; i < lines.length; i++) {
      const message = messageOf(lines[i] as string);
      if (!message) continue;
      const owner = i < OWN_LINES ? 1 : 2;
      const facts = Object.assign({ owner, key, nonce: () => 'nnnnnnnnnnnnnnnn' }, FACTS);
      const done = step(session, message, facts, natives.ciphers);
      session = done.next;
      said.push([done.reply, done.request, done.proof, session.phase]);
    }
    return said;
  };
}
