// Module: answers one request of an Espressif client.

import type { Service } from '../../runtime/service.ts';
import { espressifAnswer } from './answer.ts';

type EspressifModule = (
  path: string,
  body: string,
  cookie: string,
  reply: (answer: { status: number; body: string; setCookie: string }) => void,
) => void;

export function create(service: Service): EspressifModule {
  return (path, body, cookie, reply) => espressifAnswer(path, body, cookie, service, reply);
}
