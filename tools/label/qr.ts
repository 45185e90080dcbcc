// The QR code with which a phone joins the device's own network.

import { encode } from 'uqr';
import { wifiText } from '../../firmware/config/wifi-text.ts';
import { toBytes } from '../client/text.ts';
import type { Label } from './terms.ts';

/** Light modules on each side, as the standard has it. */
export const QUIET = 4;

/** As `wifiprov code` says it: bytes, since a name may be in any encoding. */
function joinText({ ssid, password }: Pick<Label, 'ssid' | 'password'>): string {
  return wifiText(toBytes(ssid), toBytes(password));
}

/** Rows of modules, true for dark; without the quiet zone. 15 % of a label may be scratched. */
export function modulesOf(label: Label): boolean[][] {
  const bytes = Array.from(joinText(label), (char) => char.charCodeAt(0));
  return encode(bytes, { ecc: 'M', border: 0 }).data;
}

const short = (value: number): string => String(Number(value.toFixed(3)));

/** One path of all dark modules, in runs; `side` is that of a module. */
export function qrPath(modules: boolean[][], left: number, top: number, side: number): string {
  let path = '';
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      const width = short((x + 1 - from) * side);
      path += `M${short(left + from * side)} ${short(top + y * side)}h${width}v${short(side)}h-${width}z`;
    }
  });
  return path;
}
