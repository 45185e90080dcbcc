import type { Loaded } from './modules.ts';

/** How many ask for something, or may at any moment: the clients of TCP and HTTP, and who types. */
export function askers(loaded: Partial<Pick<Loaded, 'tcp' | 'http' | 'console'>>): number {
  const tcp = loaded.tcp;
  const http = loaded.http;
  return (tcp ? tcp.open() : 0) + (http ? http.open() : 0) + (loaded.console?.busy() ? 1 : 0);
}
