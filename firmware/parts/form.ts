// Part: a form of the setup page.

export { readForm as create } from '../commands/form.ts';
