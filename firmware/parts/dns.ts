// Part: the DNS door while somebody asks.

import { answer } from '../dns/answer.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { HeldModule } from '../kernel/modules.ts';

/** A DNS query to its answer; '' for none. */
export interface DnsModule extends HeldModule {
  (query: string): string;
}

export function create(kernel: Kernel): DnsModule {
  const host = kernel.kept.host;
  const bytes = BUILD_AP_ADDRESS.split('.').map((part) => String.fromCharCode(+part));
  const address = bytes.join('');
  return (query) => answer(query, address, host);
}
