// Inside the interpreter: requests of browsers, DNS queries, Improv frames and Espressif's messages.

import { answer } from '../../../firmware/protocols/dns/answer.ts';
import { readFields } from '../../../firmware/protocols/espressif/protobuf.ts';
import { isType, languageOf, takesGzip } from '../../../firmware/protocols/http/accept.ts';
import { HEADERS, header } from '../../../firmware/protocols/http/header.ts';
import { awaitsContinue, readRequest } from '../../../firmware/protocols/http/request.ts';
import { newRequestState } from '../../../firmware/protocols/http/request-state.ts';
import { commandOf, credentialsOf } from '../../../firmware/protocols/improv/frame.ts';
import { FrameDetector } from '../../../firmware/protocols/improv/frame-detector.ts';
import { isDeviceName, isHostname } from '../../../firmware/protocols/improv/rpc.ts';
import type { Natives } from './natives.ts';

/** More than comes in two bursts of the UART. */
const TYPED_MAX = 2000;
const NAMES = HEADERS.split(' ').filter((name) => name.length > 1);

function http(text: string): unknown {
  // A blank for Node's trim, and a byte of UTF-8 for the interpreter's.
  if (text.indexOf('\xa0') >= 0) return [];
  const middle = text.length >> 1;
  const first = readRequest(newRequestState(), text.slice(0, middle));
  const now = first.at === 'whole' || first.at === 'bad' ? first : readRequest(first, text.slice(middle));
  if (now.at === 'bad') return [now.at, now.status];
  // The map() of 2v27 and 2v28 gives no elements that are undefined, at the end.
  const values = NAMES.map((name) => [header(now.head, name)]);
  const asked = [now.method, now.path, now.query, now.host, now.body, awaitsContinue(now)];
  const takes = [takesGzip(header(now.head, 'accept-encoding')), languageOf(header(now.head, 'accept-language'))];
  return [now.at, now.status, asked, values, takes, isType(header(now.head, 'content-type'), 'application/json')];
}

function improv(text: string, sum: Natives['sum']): unknown {
  const said: unknown[] = [];
  const line = { text: (bytes: string) => void said.push(bytes), unsay: (bytes: string) => void said.push([bytes]) };
  const turn = (fn: () => void): void => fn();
  const clock = { nowMs: () => 0, after() {}, arm() {}, disarm() {}, turn, begin: turn };
  const ear = new FrameDetector(clock, line, (frame) => {
    const command = commandOf(frame, sum);
    said.push([frame, command && credentialsOf(command.payload)]);
    if (command) said.push([command.payload, isHostname(command.payload), isDeviceName(command.payload)]);
    return !!command;
  });
  const middle = text.length >> 1;
  ear.data(text.slice(0, middle), false);
  ear.data(text.slice(middle), false);
  return said;
}

/** The interpreter's own sort loses variables. */
function inOrder(keys: string[]): string[] {
  const ordered: string[] = [];
  for (const key of keys) {
    const at = ordered.filter((other) => other < key).length;
    ordered.splice(at, 0, key);
  }
  return ordered;
}

export function create(which: string, natives: Natives): (input: string) => unknown {
  if (which === 'http') return http;
  if (which === 'dns') return (input) => answer(input, '\xc0\xa8\x04\x01', 'wifiprov-000110');
  if (which === 'improv') return (input) => improv(input.slice(0, TYPED_MAX), natives.sum);
  return (input) => {
    const fields = readFields(input);
    const keys = inOrder(Object.keys(fields || {}));
    return fields && [keys, keys.map((key) => (fields as { [name: string]: unknown })[key])];
  };
}
