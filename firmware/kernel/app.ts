// The way to the embedder's app: a function, since a method of the kernel would be in memory in builds without an app too.

import type { AppModule } from '../parts/app.ts';
import type { Core } from './core.ts';

export function appOf(core: Core): AppModule {
  const kernel = core.awake();
  return kernel.held('app') || kernel.hold('app', kernel.load('app')(kernel));
}
