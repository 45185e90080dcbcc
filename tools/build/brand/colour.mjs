// Colours of a brand: how well they are read (WCAG 2), and those that are made of the accent.

/** WCAG's AA for text. */
export const CONTRAST_MIN = 4.5;
/** What stands behind the accent on the pages, see page.css; the tints are made so that they are no harder. */
export const LIGHT = ['#ffffff', '#f2f4f6'];
export const DARK = ['#0e1113', '#181c20'];

/** @param {string} text */
export const isColour = (text) => /^#[0-9a-f]{6}$/i.test(text);

/** @param {string} colour @returns {number[]} 0..255 each */
const channels = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** @param {string} colour */
function luminance(colour) {
  const [red = 0, green = 0, blue = 0] = channels(colour)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1..21. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** `part` 0: the first, 1: the second. @param {string} one @param {string} other @param {number} part */
export function mixed(one, other, part) {
  const to = channels(other);
  const mix = channels(one).map((value, i) => Math.round(value + ((to[i] ?? 0) - value) * part));
  return `#${mix.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const STEPS = 20;
/** Room above the least, so that tints may be a little lighter than the grounds. */
const COMFORT = 6;

/** The accent for dark grounds: with as much white in it as it needs. @param {string} accent */
export function lightened(accent) {
  for (let i = 0; i < STEPS; i++) {
    const colour = mixed(accent, '#ffffff', i / STEPS);
    if (DARK.every((ground) => contrast(colour, ground) >= COMFORT)) return colour;
  }
  return '#ffffff';
}
