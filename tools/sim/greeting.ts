// What a person is told when the device is up: where the page is, how to type, how to leave. Pure.

export interface Ready {
  http: number | null;
  uart: number | 'stdio';
}

function howToType(uart: Ready['uart'], isTerminal: boolean): string {
  if (uart !== 'stdio') return `Its serial port: npx wifiprov status --port tcp:127.0.0.1:${uart}`;
  const keys = isTerminal ? '; all keys go to the device, Ctrl-C too' : '';
  return `Type commands here, as at its serial port: help lists them${keys}.`;
}

/** `isTerminal`: its keys are the device's. */
export function greeting({ http, uart }: Ready, isTerminal: boolean): string[] {
  return [
    http === null ? 'This build has no setup page.' : `The setup page: http://127.0.0.1:${http}`,
    howToType(uart, isTerminal),
    `${isTerminal && uart === 'stdio' ? 'Ctrl-]' : 'Ctrl-C'} ends the simulator.`,
  ];
}
