// The way to the embedder's app: a function, since a method of the service would be in memory in builds without an app too.

import type { AppModule } from '../app/module.ts';
import type { ResidentState } from './resident-state.ts';

export function appOf(resident: ResidentState): AppModule {
  const service = resident.loadService();
  return service.held('app') || service.hold('app', service.load('app')(service));
}
