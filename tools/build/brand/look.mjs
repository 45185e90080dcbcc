// The brand on a page: its colours in place of the page's own, its logo and name on top, its link. The logo is a file of its
// own, /logo.svg: within the page there is no room for it.
import { mixed } from './colour.mjs';

/** @typedef {import('./brand.mjs').Brand} Brand */

/** Of the ground in the tint behind chosen rows and icons. */
const LIGHT_TINT = 0.9;
const DARK_TINT = 0.8;
const DARK_GROUND = '#0e1113';

export const LOGO_PATH = '/logo.svg';

/** Light, then dark: so they stand in page.css and plain.css. @param {Brand} brand @returns {{ [name: string]: [string, string] }} */
const coloursOf = ({ accent, accentDark }) => ({
  hue: [accent, accentDark],
  on: ['#fff', DARK_GROUND],
  tint: [mixed(accent, '#ffffff', LIGHT_TINT), mixed(accentDark, DARK_GROUND, DARK_TINT)],
});

/** @param {string} css page.css, or another with its variables @param {Brand} brand */
export function brandedStyle(css, brand) {
  if (!brand.accent) return css;
  let branded = css;
  for (const [name, [light, dark]] of Object.entries(coloursOf(brand))) {
    let isDark = false;
    branded = branded.replace(new RegExp(`--${name}: [^;]+;`, 'g'), () => {
      const value = isDark ? dark : light;
      isDark = true;
      return `--${name}: ${value};`;
    });
  }
  return branded;
}

/** What has no colour of its own has the accent, or that of the page's text. @param {Brand} brand '' without a logo */
export function logoFile({ logo, accent, accentDark }) {
  const style = `svg{color:${accent || '#14181c'};fill:currentColor}@media(prefers-color-scheme:dark){svg{color:${accentDark || '#eaeef1'}}}`;
  return logo.replace('>', () => `><style>${style}</style>`);
}

/** A text in markup; `~` and braces mean something in plain.parts. @param {string} text */
export const escaped = (text) => text.replace(/[&<>"~{}]/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {Brand} brand */
const isBranded = ({ product }) => product !== 'wifiprov';

/** The first line of a page: nothing without a brand. @param {Brand} brand @param {string} at where the logo is */
export function brandHeader(brand, at = LOGO_PATH) {
  if (!isBranded(brand)) return '';
  const logo = brand.logo && `<img src="${at}" height="32" alt="">`;
  return `<p class="bar">${logo}<b>${escaped(brand.product)}</b></p>`;
}

/** For where a phone has the internet again. @param {Brand} brand */
export function brandLink({ link }) {
  const shown = link.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return link && `<a class="row quiet" href="${escaped(link)}">${escaped(shown)}</a>`;
}

/** In front of a page's title. @param {Brand} brand */
export const brandTitle = (brand) => (isBranded(brand) ? `${escaped(brand.product)}: ` : '');
