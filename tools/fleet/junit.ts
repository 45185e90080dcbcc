// The report as JUnit XML, which build servers and test benches read. Pure, and without secrets.

import { plain } from '../cli/print.ts';
import type { Ending, Job } from './types.ts';
import { titleOf } from './types.ts';

export interface Suite {
  startedAt: Date;
  seconds: number;
  endings: readonly Ending[];
  /** Done in a former run. */
  skipped: readonly Job[];
  /** Not begun, because the run was stopped. */
  left: readonly Job[];
}

const ENTITIES: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** XML 1.0 can't hold these in any spelling. */
const NO_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string | number): string {
  return plain(text)
    .replace(NO_XML, '?')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function tag(name: string, attributes: { [name: string]: string | number }, inner = ''): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return inner ? `<${name}${said.join('')}>${inner}</${name}>` : `<${name}${said.join('')}/>`;
}

function testcase(job: Job, seconds: number, inner: string): string {
  return tag('testcase', { classname: 'wifiprov.fleet', name: titleOf(job), time: seconds.toFixed(3) }, inner);
}

/** A failure is what the device has said, an error that it could not be asked. */
const isFailure = ({ ok, exit }: Ending): boolean => !ok && exit === 1;
const isError = ({ ok, exit }: Ending): boolean => !ok && exit !== 1;

function verdictOf(ending: Ending): string {
  const { ok, reason, message, tries } = ending;
  if (ok) return '';
  const text = tries > 1 ? `${message} (${tries} tries)` : message;
  return tag(isFailure(ending) ? 'failure' : 'error', { type: reason, message: text });
}

export function junitOf({ startedAt, seconds, endings, skipped, left }: Suite): string {
  const counts = {
    tests: endings.length + skipped.length + left.length,
    failures: endings.filter(isFailure).length,
    errors: endings.filter(isError).length,
    skipped: skipped.length + left.length,
    time: seconds.toFixed(3),
  };
  const cases = [
    ...endings.map((ending) => testcase(ending.job, ending.seconds, verdictOf(ending))),
    ...skipped.map((job) => testcase(job, 0, tag('skipped', { message: 'done in an earlier run' }))),
    ...left.map((job) => testcase(job, 0, tag('skipped', { message: 'not started: the run was stopped' }))),
  ];
  const suite = tag(
    'testsuite',
    { name: 'wifiprov fleet', ...counts, timestamp: startedAt.toISOString() },
    `\n${cases.join('\n')}\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('testsuites', counts, `\n${suite}\n`)}\n`;
}
