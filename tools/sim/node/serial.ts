// UART0 as JavaScript sees it: bursts that may lose their tail, a REPL that swallows all while it has the port.

import { type BootSession, natives } from './boot-session.ts';
import { textOf } from './bytes.ts';
import { createRepl } from './repl.ts';

/** The driver hands over at most this much in one go. */
const MAX_BURST = 256;
/** Builds up to 2v29 keep only this many bytes of a burst. */
const KEPT_OF_BURST = 64;
/** Bytes that wait for a listener. */
const MAX_UNREAD = 512;

/** Installs Serial1; the returned function takes what the host sends, one call a burst. */
export function installSerial(session: BootSession): (bytes: Buffer) => void {
  const { machine, realm } = session;
  let unread = '';
  const send = (text: string): void => machine.uartOut(Buffer.from(text, 'latin1'));
  const serial = natives(session, {
    setup: () => undefined,
    write: (...values: unknown[]) => send(values.map(textOf).join('')),
    print: (value: unknown) => send(String(value)),
    println: (value: unknown) => send(`${String(value)}\r\n`),
    available: () => unread.length,
    read(count?: number) {
      const taken = unread.slice(0, count ?? unread.length);
      unread = unread.slice(taken.length);
      return taken;
    },
  });
  realm.scope.Serial1 = serial;
  const deliver = (text: string): void => {
    if (text === '') return;
    if (realm.listeners(serial, 'data') > 0) realm.emit(serial, 'data', [text]);
    else unread = (unread + text).slice(0, MAX_UNREAD);
  };
  const repl = createRepl(session, deliver);
  session.onListened.set(serial, (event) => {
    const waiting = unread;
    if (event === 'data') unread = '';
    if (event === 'data') deliver(waiting);
  });
  return (bytes) => {
    if (session.console === 'Serial1') return repl(bytes.toString('latin1'));
    for (let at = 0; at < bytes.length; at += MAX_BURST) {
      const burst = bytes.toString('latin1', at, Math.min(bytes.length, at + MAX_BURST));
      deliver(machine.options.portBuild === '2v27' ? burst.slice(0, KEPT_OF_BURST) : burst);
    }
  };
}
