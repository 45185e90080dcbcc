// Part: changes of which something may have to be said.

export { judgeChanges as create } from '../config/check.ts';
