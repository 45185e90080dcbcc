// Text as outlines: the same on paper, on the screen and in a picture, whatever fonts a machine has.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { usage } from '../cli/exit.ts';
import { readBytes } from '../fleet/file.ts';
import { labelPackage } from './packages.ts';

/** DejaVu Sans: Latin, Greek, Cyrillic, Arabic, Hebrew and more; no Chinese, no Japanese, few emoji. */
const OWN_FONT = '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff';
/** For what is typed: each character as wide as the next, and a zero that is no O. */
const MONO_FONT = '@fontsource/dejavu-mono/files/dejavu-mono-latin-700-normal.woff';
const MISSING = '?';

export interface Text {
  /** Of capital letters and digits, as a part of the size. */
  width(text: string, size: number): number;
  /** SVG path data, the baseline at `y`. */
  path(text: string, x: number, y: number, size: number): string;
  /** What the font has, and what it has not. */
  shown(text: string): { text: string; lacking: string[] };
}

async function load(file: string | undefined, fallback: string): Promise<Font> {
  const { create } = await labelPackage(() => import('fontkit'));
  const own = (): string => createRequire(import.meta.url).resolve(fallback);
  const bytes = file === undefined ? readFileSync(await labelPackage(own)) : readBytes(file);
  try {
    const font = create(bytes);
    if ('layout' in font) return font;
  } catch {
    // Reported below; the library's own message does not help a user.
  }
  throw usage(`--font ${file} is not a TTF, OTF or WOFF font`);
}

export interface Fonts {
  text: Text;
  mono: Text;
}

/** `file`: another one for the text. */
export async function openFonts(file: string | undefined): Promise<Fonts> {
  return { text: textOf(await load(file, OWN_FONT)), mono: textOf(await load(undefined, MONO_FONT)) };
}

function textOf(font: Font): Text {
  const scale = (size: number): number => size / font.unitsPerEm;
  return {
    width: (text, size) => font.layout(text).advanceWidth * scale(size),
    path(text, x, y, size) {
      const { glyphs, positions } = font.layout(text);
      const unit = scale(size);
      let at = x;
      return glyphs
        .map((glyph, i) => {
          const placed = glyph.path.scale(unit, -unit).translate(at, y);
          at += (positions[i]?.xAdvance ?? 0) * unit;
          return placed.toSVG();
        })
        .join('');
    },
    shown(text) {
      const has = (char: string): boolean => char >= ' ' && font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0);
      const chars = [...text];
      return {
        text: chars.map((char) => (has(char) ? char : MISSING)).join(''),
        lacking: chars.filter((char) => !has(char)),
      };
    },
  };
}
