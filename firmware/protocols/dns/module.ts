// Module: the DNS door while clients ask.

import type { HeldModule } from '../../runtime/modules.ts';
import type { Service } from '../../runtime/service.ts';
import { answer } from './answer.ts';

/** A DNS query to its answer; '' for none. */
export interface DnsModule extends HeldModule {
  (query: string): string;
}

export function create(service: Service): DnsModule {
  const host = service.state.host;
  const bytes = BUILD_AP_ADDRESS.split('.').map((part) => String.fromCharCode(+part));
  const address = bytes.join('');
  return (query) => answer(query, address, host);
}
