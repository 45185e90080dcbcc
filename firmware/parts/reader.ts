// Part: a request whose text is not plain.

export { readRequest as create } from '../commands/reader.ts';
