// What a person is told when the device is up: where the page is, how to type, how to leave. Pure.

export interface Ready {
  http: number | null;
  uart: number | 'stdio';
  /** Where it is found by its name; null: it is not announced. */
  tcp: number | null;
}

function howToType(uart: Ready['uart'], isTerminal: boolean): string {
  if (uart !== 'stdio') return `Its serial port: npx wifiprov status --port tcp:127.0.0.1:${uart}`;
  const keys = isTerminal ? '; all keys go to the device, Ctrl-C too' : '';
  return `Type commands here, as at its serial port: help lists them${keys}.`;
}

/** Where the command looks by itself. */
const TCP_PORT = 6666;

function howToFind(tcp: number): string {
  return `Once it is online: npx wifiprov discover${tcp === TCP_PORT ? '' : ` --tcp-port ${tcp}`}`;
}

/** `isTerminal`: its keys are the device's. */
export function greeting({ http, uart, tcp }: Ready, isTerminal: boolean): string[] {
  return [
    http === null ? 'This build has no setup page.' : `The setup page: http://127.0.0.1:${http}`,
    howToType(uart, isTerminal),
    ...(tcp === null ? [] : [howToFind(tcp)]),
    `${isTerminal && uart === 'stdio' ? 'Ctrl-]' : 'Ctrl-C'} ends the simulator.`,
  ];
}
