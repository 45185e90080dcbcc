// The device's console as a door of the library: requests as typed lines, one at a time.

import type { Bytes, FieldChanges } from '../api.ts';
import { deviceError } from '../errors.ts';
import type { Message } from '../line-reader.ts';
import type { ChannelEvents, RequestChannel } from '../request-channel.ts';
import { replyOf } from './answer.ts';
import { commandLine, type Line, setLine, wifiLine } from './command.ts';
import { type Console, openConsole } from './console.ts';

async function run(console: Console, line: Line): Promise<Message> {
  return replyOf(line.command, await console.run(line.text));
}

function lineFor(request: Message): Line {
  if (request['cmd'] !== undefined) return commandLine(request);
  if (request['wifi'] !== undefined) return wifiLine(String(request['wifi']));
  return setLine(request as FieldChanges);
}

export async function askUart(bytes: Bytes, events: ChannelEvents, timeoutMs: number): Promise<RequestChannel> {
  const console = openConsole(bytes, events, timeoutMs);
  await console.acquirePrompt();
  let last: Promise<unknown> = Promise.resolve();
  return {
    isSerial: true,
    ask(request) {
      const asked = last.then(async () => run(console, lineFor(request as Message)));
      last = asked.catch(() => {});
      return asked;
    },
    // The line has no end of its own.
    keepAlive: () => {},
    close: () => console.end(deviceError('unreachable', 'closed', 'the line is closed')),
  };
}
