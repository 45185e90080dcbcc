// Part: the DNS door while somebody asks.

import { answer } from '../dns/answer.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { DnsPart } from '../kernel/parts.ts';

export function create(kernel: Kernel): DnsPart {
  const host = kernel.kept.host;
  const bytes = BUILD_AP_ADDRESS.split('.').map((part) => String.fromCharCode(+part));
  const address = bytes.join('');
  return (query) => answer(query, address, host);
}
