// The line that continues a run is the whole line, and holds no secret.

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { resumeLine, shellWord } from '../../tools/fleet/resume-line.ts';

const SECRET = ['--pwd', '--sta-pwd', '--ap-pwd'];

it.each<[string, string]>([
  ['fleet d.csv --ssid Home --report r.csv', 'fleet d.csv --ssid Home --resume r.csv'],
  ['fleet d.csv --report=r.csv --ssid=Home --plain', 'fleet d.csv --ssid=Home --plain --resume r.csv'],
  ['fleet --report r.csv d.csv --parallel 3 --junit x.xml', 'fleet d.csv --parallel 3 --junit x.xml --resume r.csv'],
  ['fleet d.csv --resume r.csv --ssid Home', 'fleet d.csv --ssid Home --resume r.csv'],
  ['fleet d.csv --ssid Home --pwd horse --report r.csv', 'fleet d.csv --ssid Home --pwd --resume r.csv'],
  ['fleet d.csv --pwd=horse --ap-pwd --mode 1 --report r.csv', 'fleet d.csv --pwd --ap-pwd --mode 1 --resume r.csv'],
])('%s: wifiprov %s', (typed, line) => {
  expect(resumeLine(typed.split(' '), 'r.csv', SECRET)).toBe(`wifiprov ${line}`);
});

it.each([
  ['my devices.csv'],
  ["it's"],
  ['$HOME'],
  ['a;b'],
  ['*'],
  [''],
  ['ä 😀'],
  ['-x'],
  ['a"b\\c'],
  ['tcp:1.2.3.4:5'],
])('the shell reads %j back as it is', (word) => {
  expect(spawnSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' }).stdout).toBe(word);
});
