// Stands where the build puts the embedder's app (`node build.mjs --app FILE`): of a build without one nobody asks.

export function create(): void {}
