// The home page without script: how the device does.

import { duration } from '../../lib/duration.ts';
import type { Parts } from './noscript-pieces.ts';
import type { PageModel } from './page-model.ts';

/** A line of the list; none without a text. */
function fact(parts: Parts, label: number, text: unknown): string {
  return text ? parts.make(BUILD_PAGE.chunk.FACT, [parts.chunk(label), `${text}`]) : '';
}

/** The embedder's app's. */
function appPart(view: PageModel, parts: Parts): string {
  const shown = view.shown;
  if (!shown) return '';
  const lines = shown.lines.map((line) => parts.make(BUILD_PAGE.chunk.FACT, [line.label, line.text]));
  const link = shown.link ? parts.make(BUILD_PAGE.chunk.APP_LINK, [shown.link.url, shown.link.text]) : '';
  return lines.join('') + link;
}

/** What to do about a weak one goes before the list. */
function signalOf(parts: Parts, signal: number): string {
  return (
    (signal ? '' : parts.chunk(BUILD_PAGE.chunk.ADVICE)) +
    fact(parts, BUILD_PAGE.chunk.SIGNAL_OF, signal < 0 ? '' : parts.chunk(BUILD_PAGE.chunk.WEAK + signal))
  );
}

/** Network and address come only while the window is open. */
/* @rare */
export function home(view: PageModel, parts: Parts): string {
  const status = view.status;
  return (
    parts.make(BUILD_PAGE.chunk.HOME, [`${status['host']}`.split('.')[0] as string]) +
    (BUILD_SIGNAL ? signalOf(parts, ['weak', 'fair', 'good', 'strong'].indexOf(status['signal'] as string)) : '') +
    fact(parts, BUILD_PAGE.chunk.NETWORK, status['ssid']) +
    fact(parts, BUILD_PAGE.chunk.ADDRESS, status['ip']) +
    fact(parts, BUILD_PAGE.chunk.ONLINE_FOR, duration(status['online_s'] as number)) +
    fact(parts, BUILD_PAGE.chunk.FIRMWARE, `${BUILD_BRAND.product} ${status['firmware']}`) +
    (BUILD_APP ? appPart(view, parts) : '') +
    (view.closed ? '' : parts.chunk(BUILD_PAGE.chunk.CHANGE))
  );
}
