// Espruino's REPL as something that can be asked: a line without echo there, a marked line back.

import { deviceError } from '../client/errors.ts';
import type { Line } from './line.ts';

const ANSWER_MS = 5_000;
/** Everything that is asked may be asked again: what was done already is not done twice. */
export const TRIES = 3;
const CTRL_C = '\x03';
/** At the start of a line: no echo, no prompt. */
const QUIET = '\x10';
/** Until the board has thrown away what it had of a line. */
const CLEAR_MS = 300;
const MARK = 'wf';
/** What the interpreter says in place of an answer after a Ctrl-C, or when memory has run out. */
const BROKEN_OFF = 'Execution Interrupted';

const SILENT = 'the board stopped responding; nothing was changed, try again';

export interface Repl {
  /** The value of an expression on the board. */
  ask(expression: string, ms?: number): Promise<unknown>;
  /** For what never answers, like a restart. */
  tell(statement: string): void;
}

/** In two pieces, so that an echo does not look like an answer. */
export function question(id: number, expression: string): string {
  const say = (sign: string, value: string): string => `print("${MARK}"+"${id}${sign}"+${value})`;
  return `${QUIET}try{${say('=', `JSON.stringify(${expression})`)}}catch(e){${say('!', 'e')}}\n`;
}

type Answer = { value: unknown } | { error: string };

/** Undefined: none yet, or one that something else on the line has broken. */
export function answerIn(heard: string, id: number): Answer | undefined {
  const [, sign, text = ''] = new RegExp(`${MARK}${id}([=!])([^\\r\\n]*)[\\r\\n]`).exec(heard) ?? [];
  if (sign === '!') return { error: text };
  if (sign === undefined) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

export function createRepl(line: Line, answerMs = ANSWER_MS): Repl {
  async function once(expression: string, ms: number): Promise<Answer | undefined> {
    const id = line.newId();
    line.forget();
    line.write(question(id, expression));
    await line.until(() => answerIn(line.heard(), id) !== undefined || line.heard().includes(BROKEN_OFF), ms);
    return answerIn(line.heard(), id);
  }
  return {
    async ask(expression, ms = answerMs) {
      for (let i = 0; i < TRIES; i++) {
        if (i > 0) {
          line.write(CTRL_C);
          await line.rest(CLEAR_MS);
        }
        const answer = await once(expression, ms);
        if (answer && 'error' in answer) throw deviceError('refused', 'espruino', `Espruino says: ${answer.error}`);
        if (answer) return answer.value;
      }
      throw deviceError('timeout', 'timeout', SILENT);
    },
    tell: (statement) => line.write(`${QUIET}${statement}\n`),
  };
}
