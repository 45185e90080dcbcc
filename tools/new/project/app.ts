// The app: its settings, and what it does with them. firmware/docs/embedding.md of wifiprov has all that it is given.

import type { AppContext, AppField } from 'wifiprov/app';

/** On the setup page, and `wifiprov set app.room=...`. */
export const fields: AppField[] = [
  { name: 'room', kind: 'text', max: 32, fallback: 'Hall', label: { en: 'Room', de: 'Raum', es: 'Habitación' } },
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
  ctx.on('online', (details) => ctx.say(`online as ${details.ip}`));
  ctx.command('room', () => `${ctx.field('room')}: ${ctx.field('light') ? 'on' : 'off'}`);
}
