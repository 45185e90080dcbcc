// Part: a form of the setup page.

export { submit as create } from '../commands/submit.ts';
