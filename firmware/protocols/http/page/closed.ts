// The setup window has closed: the home page says so, and in builds without one this page does.

import { show } from './dom.ts';

export function showClosed(): void {
  if (BUILD_HOME) location.replace('/');
  else show('shut');
}
