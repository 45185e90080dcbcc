// The list of the plain page, some rows at a time. Each name that the interpreter looks up takes its time: few of them.

import { barsOf } from '../../lib/signal.ts';
import { wellFormed } from '../../lib/utf8.ts';
import { escapeHtml } from './escape.ts';
import type { Parts } from './noscript-pieces.ts';
import type { PageModel } from './page-model.ts';

/** Rows in a piece: a name of 32 quotes, escaped, takes the most. */
export const ROWS_MAX = 3;

/** From the `from`-th network on; '' after the last. */
export function rows(view: PageModel, parts: Parts, from: number): string {
  const used = view.status['state'] === 'online' ? view.status['ssid'] : '';
  const chosen = view.typed['STA.SSID'];
  /** What stands around the five values of a row. */
  const frame = [0, 1, 2, 3, 4, 5].map((i) => parts.chunk(BUILD_PAGE.chunk.ROW + i));
  return view.networks
    .slice(from, from + ROWS_MAX)
    .map((network) => {
      const shown = wellFormed(network.ssid);
      const name = escapeHtml(shown);
      const check = shown === chosen ? ' checked' : '';
      const auth = network.auth;
      const part = auth === 'open' ? BUILD_PAGE.chunk.FREE : auth === 'unknown' ? BUILD_PAGE.chunk.NEWER_NOTE : 0;
      const kind = part ? parts.chunk(part) : '';
      const bars = barsOf(network.rssi);
      const weak = !BUILD_SIGNAL || bars > 1 ? '' : ` ${parts.chunk(BUILD_PAGE.chunk.WEAK_ADVICE)}`;
      const note = network.ssid === used ? parts.chunk(BUILD_PAGE.chunk.IN_USE) : kind + weak;
      return [frame[0], bars, frame[1], name, frame[2], check, frame[3], name, frame[4], note, frame[5]].join('');
    })
    .join('');
}
