// Part: answers one request of an Espressif client.

import { espressifAnswer } from '../espressif/answer.ts';
import type { Kernel } from '../kernel/kernel.ts';

export type EspressifModule = (
  path: string,
  body: string,
  cookie: string,
  reply: (answer: { status: number; body: string; setCookie: string }) => void,
) => void;

export function create(kernel: Kernel): EspressifModule {
  return (path, body, cookie, reply) => espressifAnswer(path, body, cookie, kernel, reply);
}
