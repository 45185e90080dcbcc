// The way to the embedder's app: a function, since a method of the kernel would be in memory in builds without an app too.

import type { Core } from './core.ts';
import type { AppPart } from './parts.ts';

export function appOf(core: Core): AppPart {
  return core.awake().part('a', 'app');
}
