// The sandbox against the real interpreter: the same expressions, the same answers.

import { describe, expect, it } from 'vitest';
import { startDevice } from '../../tools/sim/harness.ts';
import { onInterpreters } from '../interpreters.ts';
import { EXPRESSIONS, JSON_TEXTS } from './compare-rows.ts';
import { runInInterpreter } from './interpreter.ts';

/** Prints the value as JSON, or what was thrown. */
const SHOW =
  'function show(f){var o;try{var v=f();o=typeof v+" "+JSON.stringify(v)}catch(e){o="! "+e.type+" "+e.message}print(o)}\n';

function scriptOf(expressions: string[]): string {
  return (
    SHOW + expressions.map((one) => `show(function(){return ${one.replace(/^(.*);([^;]*)$/s, '($1,$2)')}});`).join('\n')
  );
}

async function runInSandbox(script: string): Promise<string> {
  const device = await startDevice({ bootFiles: { '.bootcde': script, '.boot1': '' } });
  const output = device.uart.output();
  await device.stop();
  return output
    .replaceAll('\r', '')
    .replace(/\n\n>$/, '')
    .replace(/\n$/, '');
}

async function both(path: string, expressions: string[]): Promise<{ sandbox: string[]; interpreter: string[] }> {
  const script = scriptOf(expressions);
  const sandbox = (await runInSandbox(script)).split('\n');
  return { sandbox, interpreter: runInInterpreter(path, script).split('\n') };
}

const pairs = (names: string[], lines: string[]): string[] => names.map((name, i) => `${name} => ${lines[i]}`);

describe('the sandbox behaves like the interpreter', () =>
  onInterpreters((path) => {
    it('parses JSON as laxly', async () => {
      const { sandbox, interpreter } = await both(
        path,
        JSON_TEXTS.map((text) => `JSON.parse(atob("${btoa(text)}"))`),
      );
      expect(interpreter).toHaveLength(JSON_TEXTS.length);
      // Builds before 2v29.268 call a comment without an end the end of the text.
      const asOld = (lines: string[]): string[] =>
        lines.map((line) => line.replace('got UNFINISHED COMMENT', 'got EOF'));
      expect(asOld(pairs(JSON_TEXTS, sandbox))).toEqual(asOld(pairs(JSON_TEXTS, interpreter)));
    });

    it.each(Object.entries(EXPRESSIONS))('%s', async (_name, expressions) => {
      const { sandbox, interpreter } = await both(path, expressions);
      expect(pairs(expressions, sandbox)).toEqual(pairs(expressions, interpreter));
    });
  }));
