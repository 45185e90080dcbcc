// A room name and a light on the setup page: what people enter there is shown on the home page and switches a pin.
//
//   node build.mjs --app firmware/examples/custom-field.ts

import type { AppContext, AppField } from '../app/api.ts';

export const fields: AppField[] = [
  {
    name: 'room',
    kind: 'text',
    max: 32,
    fallback: 'Hall',
    label: { en: 'Room of this device', de: 'Raum dieses Geräts', es: 'Habitación del dispositivo' },
  },
  { name: 'light', kind: 'bool', label: { en: 'Light', de: 'Licht', es: 'Luz' } },
];

export function app(ctx: AppContext): void {
  function show(): void {
    digitalWrite(D2, ctx.field('light') === 1);
    ctx.show('Room', ctx.field('room'));
    ctx.show('Light', ctx.field('light') ? 'on' : 'off');
  }
  show();
  ctx.on('changed', show);
  ctx.command('room', () => [`room=${ctx.field('room')}`, `light=${digitalRead(D2)}`]);
}
