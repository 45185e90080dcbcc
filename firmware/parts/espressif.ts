// Part: answers one request of an Espressif client.

import { espressifAnswer } from '../espressif/answer.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { EspressifPart } from '../kernel/parts.ts';

export function create(kernel: Kernel): EspressifPart {
  return (path, body, cookie, reply) => espressifAnswer(path, body, cookie, kernel, reply);
}
