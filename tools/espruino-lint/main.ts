// The two gates between TypeScript and Espruino that esbuild does not have: byte strings, and a check of the bundle.

export { byteLiterals, toByteSource } from './bytes.ts';
export { checkBundle } from './check.ts';
