// Every parser that the fuzzer knows. A new one is a row.

import type { Parser } from './parser.ts';
import { apply } from './parsers/apply.ts';
import { dns } from './parsers/dns.ts';
import { bootLog, records } from './parsers/flash.ts';
import { form } from './parsers/form.ts';
import { http } from './parsers/http.ts';
import { improv } from './parsers/improv.ts';
import { json } from './parsers/json.ts';
import { protobuf } from './parsers/protobuf.ts';
import { request } from './parsers/request.ts';
import { session } from './parsers/session.ts';
import { tcp } from './parsers/tcp.ts';
import { uart } from './parsers/uart.ts';
import { wifiTexts } from './parsers/wifi-text.ts';

export const PARSERS: readonly Parser[] = [
  ...[json, tcp, request, uart, wifiTexts, apply],
  ...[records, bootLog, dns, http, form, improv, protobuf, session],
];
