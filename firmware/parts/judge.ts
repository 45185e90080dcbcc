// Part: changes of which something may have to be said.

export { judgeSettings as create } from '../commands/judge.ts';
