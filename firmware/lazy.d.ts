// `import { load } from './x.ts?lazy'`: the module and all it imports exist only while what `load()` returned is held.
// build.mjs wraps them in a function of the bundle; its text stays in flash. The module exports one function, `create`.

declare module '*?lazy' {
  /** Whoever takes it says of what type `create` is. */
  export function load(): never;
}
