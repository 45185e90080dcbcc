// The status LED as one word of a command line: D2, or D2,on=0,online=1.

/** Output pins that nothing else of the ESP32 board has; a test compares them with firmware/runtime/led/pattern.ts. */
const PIN = /^D([245]|1[2-9]|2[1-35-7]|3[23])$/;

/** @typedef {{ pin: string, on: number, online: number }} Led */

/** @param {string} text @returns {Led | undefined} */
export function parseLed(text) {
  const [pin = '', ...words] = text.split(',');
  if (!PIN.test(pin)) return undefined;
  /** @type {Led} */
  const led = { pin, on: 1, online: 0 };
  for (const word of words) {
    const [, name, level] = /^(on|online)=([01])$/.exec(word) ?? [];
    if (name !== 'on' && name !== 'online') return undefined;
    led[name] = Number(level);
  }
  return led;
}

export const LED_FORM = 'a pin like D2, and where it is not so on=1,online=0: D2,on=0,online=1';
