// One label, drawn: the QR code on the left, name, network and setup code on the right.

import { formatCode } from '../../firmware/security/code.ts';
import type { Text } from './font.ts';
import { modulesOf, QUIET, qrPath } from './qr.ts';
import type { Drawing, Label } from './terms.ts';

export interface Size {
  width: number;
  height: number;
}

/** Millimetres. Under 0.4 a module phones begin to fail. */
export const MODULE_MIN = 0.4;
const MARGIN = 1.5;
/** Of the label's width; the rest is for text. */
const QR_SHARE = 0.55;
const LINE = 1.3;
const [CAPTION, LARGEST, SMALLEST] = [1.8, 3.4, 1.2];
const MAX_LINES = 3;

interface Row {
  text: string;
  size: number;
}

/** Lines of whole characters, each as long as fits. */
function wrap(font: Text, text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of text) {
    if (line !== '' && font.width(line + char, size) > width) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return [...lines, line];
}

/** As large as it goes in one line; a long text in up to three, and at last smaller still. */
function fitted(font: Text, text: string, width: number): Row[] {
  for (let size = LARGEST; ; size -= 0.2) {
    const lines = wrap(font, text, size, width);
    const isLast = size - 0.2 < SMALLEST;
    if (lines.length === 1 || (lines.length <= MAX_LINES && size < LARGEST * 0.7) || isLast)
      return lines.slice(0, MAX_LINES).map((line) => ({ text: line, size }));
  }
}

const caption = (text: string): Row => ({ text, size: CAPTION });

function captionOf({ code, password }: Label): string {
  return password === code ? 'Wi-Fi password (setup code without dashes)' : 'Setup code';
}

function rowsOf(font: Text, label: Label, width: number): Row[] {
  const { name, ssid, code, password } = label;
  const text = (value: string): Row[] => fitted(font, value, width);
  return [
    ...(name === '' ? [] : text(name)),
    caption('Wi-Fi'),
    ...text(ssid),
    ...(password === '' || password === code ? [] : [caption('Password'), ...text(password)]),
    caption(captionOf(label)),
    ...text(formatCode(code)),
  ];
}

/** `font` has all of the texts. The rows are spread over the height, and made smaller where it is too little. */
function textPaths(font: Text, rows: Row[], left: number, size: Size): string[] {
  const room = { width: size.width - left - MARGIN, height: size.height - 2 * MARGIN };
  const needed = rows.reduce((sum, row) => sum + row.size * LINE, 0);
  const widest = Math.max(...rows.map((row) => font.width(row.text, row.size)));
  const shrink = Math.min(1, room.height / needed, room.width / widest);
  let y = (size.height - needed * shrink) / 2;
  return rows.map((row) => {
    y += row.size * LINE * shrink;
    return font.path(row.text, left, y - row.size * (LINE - 1) * shrink, row.size * shrink);
  });
}

/** A label that is too small for its QR code is undefined. */
export function draw(font: Text, label: Label, size: Size): Drawing | undefined {
  const modules = modulesOf(label);
  const count = modules.length + 2 * QUIET;
  const side = Math.min(size.height, size.width * QR_SHARE) / count;
  if (side < MODULE_MIN) return undefined;
  const top = (size.height - side * modules.length) / 2;
  const ssid = font.shown(label.ssid);
  const name = font.shown(label.name);
  const password = font.shown(label.password);
  const printed = { ...label, ssid: ssid.text, name: name.text, password: password.text };
  const left = side * count;
  const rows = rowsOf(font, printed, size.width - left - MARGIN);
  return {
    ...size,
    paths: [qrPath(modules, side * QUIET, top, side), ...textPaths(font, rows, left, size)],
    lacking: [...ssid.lacking, ...name.lacking, ...password.lacking],
  };
}
