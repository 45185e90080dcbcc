// One label, drawn: the QR code on the left; on the right what it is, what to do with it, and what is typed by hand.

import { formatCode } from '../../firmware/security/code.ts';
import type { Fonts } from './font.ts';
import { modulesOf, QUIET, qrPath } from './qr.ts';
import type { Drawing, Label } from './terms.ts';
import { fitted, type Row } from './wrap.ts';

interface Size {
  width: number;
  height: number;
}

/** Millimetres. Under 0.4 a module phones begin to fail. */
export const MODULE_MIN = 0.4;
/** Printers are off by up to 2 mm. */
export const MARGIN = 2.5;
/** Of the label's width; the rest is for text. */
const QR_SHARE = 0.5;
const LINE = 1.3;
const [CAPTION, CALL, SPACE] = [1.8, 2.4, 0.9];

const SCAN = 'Scan with your camera';
const PAGE = 'Then open 192.168.4.1';

function spaced(rows: Row[]): Row[] {
  return rows.map((row, i) => (i === 0 ? { ...row, space: SPACE } : row));
}

function rowsOf({ text, mono }: Fonts, label: Label, width: number): Row[] {
  const { name, ssid, code, password, link } = label;
  const said = (caption: string, rows: Row[]): Row[] => [...spaced(fitted(text, caption, width, CAPTION)), ...rows];
  const isCode = password === code;
  const top = name === '' ? [] : fitted(text, name, width);
  const help = link === '' ? [] : spaced(fitted(text, link, width, CAPTION));
  if (ssid === '') return [...top, ...said('Setup code', fitted(mono, formatCode(code), width)), ...help];
  return [
    ...top,
    ...fitted(text, SCAN, width, CALL),
    ...said('Wi-Fi network', fitted(text, ssid, width)),
    ...(password === ''
      ? []
      : said(isCode ? 'Wi-Fi password, setup code' : 'Wi-Fi password', fitted(mono, password, width))),
    ...(isCode ? [] : said('Setup code', fitted(mono, formatCode(code), width))),
    ...spaced(fitted(text, PAGE, width, CAPTION)),
    ...help,
  ];
}

/** The fonts have all of the texts. The rows stand in the middle, and are made smaller where the height is too little. */
function textPaths(rows: Row[], left: number, size: Size): string[] {
  const room = { width: size.width - left - MARGIN, height: size.height - 2 * MARGIN };
  const needed = rows.reduce((sum, row) => sum + row.space + row.size * LINE, 0);
  const widest = Math.max(...rows.map((row) => row.font.width(row.text, row.size)));
  const shrink = Math.min(1, room.height / needed, room.width / widest);
  let y = (size.height - needed * shrink) / 2;
  return rows.map(({ text, size: height, font, space }) => {
    y += (space + height * LINE) * shrink;
    return font.path(text, left, y - height * (LINE - 1) * shrink, height * shrink);
  });
}

interface Code {
  /** Where the text begins. */
  left: number;
  paths: string[];
}

/** Without a network to join there is no code, and the text has all the label. Undefined: the label is too small for it. */
function codeOf(label: Label, size: Size): Code | undefined {
  if (label.ssid === '') return { left: MARGIN, paths: [] };
  const modules = modulesOf(label);
  const count = modules.length + 2 * QUIET;
  const side = Math.min(size.height, size.width * QR_SHARE) / count;
  if (side < MODULE_MIN) return undefined;
  const top = (size.height - side * modules.length) / 2;
  return { left: side * count, paths: [qrPath(modules, side * QUIET, top, side)] };
}

/** A label that is too small for its QR code is undefined. */
export function draw(fonts: Fonts, label: Label, size: Size): Drawing | undefined {
  const code = codeOf(label, size);
  if (!code) return undefined;
  const [ssid, name] = [fonts.text.shown(label.ssid), fonts.text.shown(label.name)];
  const password = fonts.mono.shown(label.password);
  const printed = { ...label, ssid: ssid.text, name: name.text, password: password.text };
  const rows = rowsOf(fonts, printed, size.width - code.left - MARGIN);
  return {
    ...size,
    paths: [...code.paths, ...textPaths(rows, code.left, size)],
    lacking: [...ssid.lacking, ...name.lacking, ...password.lacking],
  };
}
