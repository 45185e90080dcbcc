// Inside the interpreter: texts of QR codes and of the original's app, forms, and lines of the console.

import { type Changes, checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig } from '../../../firmware/config/schema.ts';
import { wifiText, wifiTextChanges } from '../../../firmware/config/wifi-text.ts';
import { type Fault, isFault } from '../../../firmware/lib/result.ts';
import { applyChanges } from '../../../firmware/protocols/tcp/apply.ts';
import { type EditorState, LINE_MAX } from '../../../firmware/protocols/uart/edited-line.ts';
import { edit, newEditor } from '../../../firmware/protocols/uart/editor.ts';
import { setChanges } from '../../../firmware/protocols/uart/set.ts';
import { splitWords } from '../../../firmware/protocols/uart/tokenize.ts';
import { formChanges, parseForm, typedOf } from '../../../firmware/provisioning/form.ts';

const TYPED_MAX = 600;
/** The whole echo may be longer than the interpreter's memory. */
const ECHO_END = 1_000;

/** The changes, and the config that they would give. */
function outcome(changes: Changes | Fault): unknown[] {
  if (isFault(changes)) return [changes];
  return [changes, checkChanges(changes as Changes, defaultConfig('PROV_A1B2C3'))];
}

function wifi(text: string): unknown[] {
  const changes = wifiTextChanges(text, () => 0);
  const said = outcome(changes);
  if (isFault(changes)) return said;
  const block = (changes as { [name: string]: { SSID: string; PWD: string } })['STA'];
  return said.concat([block ? wifiText(block.SSID, block.PWD) : '']);
}

function form(text: string): unknown[] {
  // A blank for Node's trim, and a byte of UTF-8 for the interpreter's.
  if (text.indexOf('\xa0') >= 0) return [];
  const fields = parseForm(text);
  if (isFault(fields)) return [fields];
  const typed = fields as { [name: string]: string };
  return [typed, typedOf(typed)].concat(outcome(formChanges(typed, () => 0)) as never[]);
}

function uart(text: string): unknown[] {
  let state: EditorState = newEditor();
  let echo = '';
  let echoed = 0;
  const done: unknown[] = [];
  for (let rest = text.slice(0, TYPED_MAX); rest !== ''; ) {
    const step = edit(state, rest);
    state = step.next;
    rest = step.rest;
    echoed += step.echo.length;
    echo = (echo + step.echo).slice(-ECHO_END);
    if (step.done) done.push([step.done, step.text]);
  }
  const split = splitWords(text.slice(0, LINE_MAX));
  if (!split.ok) return [echo, echoed, done, split.message];
  return [echo, echoed, done, split.words].concat(outcome(setChanges(split.words, (key) => key)) as never[]);
}

export function create(which: string): (input: string) => unknown {
  if (which === 'wifi') return wifi;
  if (which === 'apply') return (input) => outcome(applyChanges(`apply,${input}`));
  return which === 'form' ? form : uart;
}
