// The way to the embedder's app: a function, since a method of the kernel would be in memory in builds without an app too.

import type { Kernel } from './kernel.ts';
import type { AppPart } from './parts.ts';

export function appOf(kernel: Kernel): AppPart {
  return kernel.part('a', 'app');
}
