// JUnit XML that every parser takes, whatever a network is called.

import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { junitOf, type Suite } from '../../tools/fleet/junit.ts';
import { ending, job, UNREACHABLE, WRONG_PASSWORD } from './jobs.ts';

const EMPTY: Suite = { startedAt: new Date('2026-11-22T20:00:00Z'), seconds: 4.5, endings: [], skipped: [], left: [] };

/** Throws at the least that is wrong. */
function read(suite: Partial<Suite>): Element {
  const onError = (level: string, message: string): never => {
    throw new Error(`${level}: ${message}`);
  };
  const root = new DOMParser({ onError }).parseFromString(junitOf({ ...EMPTY, ...suite }), 'text/xml').documentElement;
  if (!root) throw new Error('empty');
  return root;
}

const attribute = (element: Element | undefined, name: string): string => element?.getAttribute(name) ?? '';
const all = (root: Element, name: string): Element[] => [...root.getElementsByTagName(name)];

it('counts what has become of the devices', () => {
  const root = read({
    endings: [ending(1), ending(2, WRONG_PASSWORD), ending(3, UNREACHABLE), ending(4, { ...UNREACHABLE, exit: 4 })],
    skipped: [job(5)],
    left: [job(6), job(7)],
  });
  const [suite] = all(root, 'testsuite');
  const told = Object.fromEntries(
    ['tests', 'failures', 'errors', 'skipped', 'time', 'timestamp'].map((name) => [name, attribute(suite, name)]),
  );
  expect(told).toEqual({
    tests: '7',
    failures: '1',
    errors: '2',
    skipped: '3',
    time: '4.500',
    timestamp: '2026-11-22T20:00:00.000Z',
  });
  for (const [tag, count] of [
    ['testcase', 7],
    ['failure', 1],
    ['error', 2],
    ['skipped', 3],
  ] as const)
    expect(all(root, tag), tag).toHaveLength(count);
});

it('names each device, and why it has failed', () => {
  const root = read({ endings: [ending(1, { ...WRONG_PASSWORD, job: job(1, { name: 'Küche' }), tries: 2 })] });
  const [one] = all(root, 'testcase');
  expect(attribute(one, 'name')).toBe('Küche lamp-1');
  expect(attribute(one, 'time')).toBe('1.250');
  const [failure] = all(root, 'failure');
  expect(attribute(failure, 'type')).toBe('wrong_password');
  expect(attribute(failure, 'message')).toBe('The network refused the password. (2 tries)');
});

it('has no secret', () => {
  expect(junitOf({ ...EMPTY, endings: [ending(), ending(2, WRONG_PASSWORD)], left: [job(3)] })).not.toMatch(
    /secret|SECR/,
  );
});

describe('a name can be anything', () => {
  it.each([
    ['"><script>&amp;', '"><script>&amp;'],
    [']]>', ']]>'],
    ["it's", "it's"],
    ['a\u0000b\u0007c\u001bd', 'a?b?c?d'],
    ['a\nb\tc', 'a?b?c'],
    ['a\ud800b', 'a?b'],
    ['a\ufffeb\uffff', 'a?b?'],
    ['Küche 😀', 'Küche 😀'],
  ])('%j → %j', (name, shown) => {
    const root = read({ endings: [ending(1, { ...WRONG_PASSWORD, message: name, job: job(1, { name }) })] });
    expect(attribute(all(root, 'testcase')[0], 'name')).toBe(`${shown} lamp-1`);
    expect(attribute(all(root, 'failure')[0], 'message')).toBe(shown);
  });
});
