// What a shell offers after TAB, asked of the shells themselves.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandWords } from '../../tools/cli/completion/words.ts';
import { SUBCOMMANDS } from '../../tools/cli/registry.ts';
import { hasTool } from '../e2e/tool.ts';
import { command } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-completion-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (shell: string): string => join(folder, `wifiprov.${shell}`);

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) writeFileSync(path(shell), (await command(['completion', shell])).out);
  writeFileSync(join(folder, 'devices.csv'), '');
});

const run = (shell: string, args: string[]): string[] => {
  const { stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
};

const OFFERS = resolve('test/cli/zsh-offers.zsh');

/** The last word is what is typed so far. */
const ASK: { [shell: string]: (words: string[]) => string[] } = {
  bash(words) {
    const list = words.map((word) => `'${word}'`).join(' ');
    const script = `source '${path('bash')}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _wifiprov; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '--noprofile', '-c', script]);
  },
  zsh(words) {
    const said = run('zsh', ['-f', OFFERS, folder, words.join(' ')]).join('\n');
    return [...said.matchAll(/hit:([^\s]+)/g)].map(([, word = '']) => word);
  },
  fish(words) {
    const script = `source '${path('fish')}'; complete -C '${words.join(' ')}'`;
    return run('fish', ['--no-config', '-c', script]).map((line) => line.split('\t')[0] ?? '');
  },
};

const ROWS: [typed: string, offered: string[], not: string[]][] = [
  ['wifiprov ', ['join', 'set', 'status', 'completion', 'help'], ['--ssid']],
  ['wifiprov st', ['status'], ['join']],
  ['wifiprov set --ss', ['--ssid'], ['--pwd']],
  ['wifiprov join --p', ['--port', '--pwd', '--pwd-stdin', '--plain'], ['--ssid']],
  ['wifiprov status --a', ['--all'], ['--yes']],
  ['wifiprov fleet --res', ['--resume'], []],
  ['wifiprov fleet --resume dev', ['devices.csv'], []],
  ['wifiprov fleet dev', ['devices.csv'], []],
  ['wifiprov label --sheet L', ['L7160', 'L7163'], ['5160']],
  ['wifiprov completion z', ['zsh'], ['bash']],
  ['wifiprov help mon', ['monitor'], ['status']],
];

describe.each(['bash', 'zsh', 'fish'])('in %s', { timeout: 20_000 }, (shell) => {
  const isThere = hasTool(shell, '--version');
  it.skipIf(!isThere).each(ROWS)('after %j come %j', (typed, offered, not) => {
    const found = ASK[shell]?.(typed.split(' ')) ?? [];
    expect(found).toEqual(expect.arrayContaining(offered));
    for (const word of not) expect(found).not.toContain(word);
  });
});

const hasZsh = hasTool('zsh', '--version');

it.skipIf(!hasZsh)('zsh takes the script, for its completion system', () => {
  const script = `autoload -U compinit; compinit -u -d '${folder}/dump'; source '${path('zsh')}'; echo $_comps[wifiprov]`;
  expect(run('zsh', ['-f', '-c', script])).toEqual(['_wifiprov']);
});

it('knows every command with every flag', async () => {
  const words = await commandWords(SUBCOMMANDS);
  expect(words.map(({ name }) => name)).toEqual([...SUBCOMMANDS.map(({ name }) => name), 'help']);
  for (const { name, flags } of words.filter((one) => one.name !== 'help')) {
    const { out } = await command([name, '--help']);
    const shown = [...out.matchAll(/^ {2}(-[^ ,]+(?:, -[^ ]+)?)/gm)].flatMap(([, one = '']) => one.split(', '));
    expect(flags.flatMap(({ names }) => names).sort()).toEqual(shown.sort());
  }
});

it('another shell is a mistake', async () => {
  const ran = await command(['completion', 'csh']);
  expect(ran).toMatchObject({ exit: 2, out: '' });
  expect(ran.err).toContain('Allowed choices are bash, zsh, fish');
});
