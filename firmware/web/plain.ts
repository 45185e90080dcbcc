// The page without script, put together on the device from parts in the page file and what the view says.

import { PIECE_MAX } from './answer.ts';
import { escapeHtml } from './escape.ts';
import {
  BAD_NAME,
  BAD_PASSWORD,
  BUSY,
  CLOSED,
  DONE,
  END,
  EXPECT,
  FIELDS,
  FREE,
  HEAD,
  HINT,
  IN_USE,
  LINK,
  LIST,
  MINUTES,
  NEWS,
  type Parts,
  partsIn,
  REASON_WORDS,
  REASONS,
  REFRESH,
  type Read,
  ROLLED_BACK,
  ROW,
  SAVED,
  SECONDS,
  STYLE,
  TOP,
} from './plain-parts.ts';
import type { Body, PlainView } from './view.ts';

/** Of a message and of what was typed, so that a part fits a piece with all of it escaped. */
export const SHOWN_MAX = 100;
/** From one bar to the next, in dBm; as in page/list.ts. */
const BARS = [-79, -69, -58];
/** An age in seconds is shown in minutes from here on. */
const MINUTES_FROM = 100;
/** In a plan: the second link; from ROWS on the row of a network. */
const LINK_IP = 99;
const ROWS = 100;

function word(view: PlainView, key: string): string {
  const value = view.status[key];
  return value === undefined ? '' : `${value}`.slice(0, SHOWN_MAX);
}

function faultText(view: PlainView, parts: Parts): string {
  const fault = view.fault as NonNullable<PlainView['fault']>;
  const isCommon = fault.code === 'missing_field' || fault.code === 'invalid_value';
  if (isCommon && fault.field === 'STA.PWD') return parts.chunk(BAD_PASSWORD);
  if (isCommon && fault.field === 'STA.SSID') return parts.chunk(BAD_NAME);
  return fault.message.slice(0, SHOWN_MAX);
}

/** What is to be said above the form, '' if nothing. */
function news(view: PlainView, parts: Parts): string {
  if (view.fault) return faultText(view, parts);
  const reason = word(view, 'reason');
  if (!reason) return view.result && word(view, 'state') === 'idle' ? parts.chunk(SAVED) : '';
  const at = REASON_WORDS.split(',').indexOf(reason);
  return parts.chunk(REASONS + at) + (view.status['rolled_back'] ? ` ${parts.chunk(ROLLED_BACK)}` : '');
}

function form(view: PlainView, parts: Parts): number[] {
  const plan = [TOP];
  if (news(view, parts)) plan.push(NEWS);
  plan.push(LIST);
  view.networks.forEach((_network, i) => {
    plan.push(ROWS + i);
  });
  plan.push(FIELDS);
  if (word(view, 'ap_ssid')) plan.push(EXPECT);
  plan.push(HINT);
  return plan;
}

/** The parts of the page in their order. */
function planOf(view: PlainView, parts: Parts): number[] {
  const state = view.result && !view.fault && !word(view, 'reason') ? word(view, 'state') : '';
  if (view.closed) return [HEAD, STYLE, CLOSED];
  if (state === 'connecting') return [HEAD, REFRESH, STYLE, BUSY];
  if (state === 'online') return [HEAD, STYLE, DONE, LINK, LINK_IP, END];
  return [HEAD, STYLE].concat(form(view, parts));
}

function ageText(view: PlainView, parts: Parts): string {
  const age = view.scanAge;
  if (age < 0) return '';
  return age < MINUTES_FROM ? parts.make(SECONDS, [`${age}`]) : parts.make(MINUTES, [`${Math.round(age / 60)}`]);
}

/** `frame`: what stands around a row's values. */
function row(view: PlainView, i: number, parts: Parts, frame: string[]): string {
  const network = view.networks[i] as PlainView['networks'][0];
  const ssid = escapeHtml(network.ssid);
  const isUsed = word(view, 'state') === 'online' && view.status['ssid'] === network.ssid;
  const note = isUsed ? parts.chunk(IN_USE) : network.auth === 'open' ? parts.chunk(FREE) : '';
  const bars = 1 + BARS.filter((dbm) => network.rssi > dbm).length;
  const checked = view.typed['STA.SSID'] === network.ssid ? ' checked' : '';
  return `${frame[0]}${bars}${frame[1]}${ssid}${frame[2]}${checked}${frame[3]}${ssid}${frame[4]}${note}${frame[5]}`;
}

/** What was typed as a name, or chosen in a list that no longer has it. */
function typedName(view: PlainView): string {
  const chosen = view.typed['STA.SSID'] || '';
  const isListed = view.networks.some((network) => network.ssid === chosen);
  return view.typed['other'] || (isListed ? '' : chosen);
}

function partOf(view: PlainView, part: number, parts: Parts): string {
  const host = word(view, part === LINK ? 'host' : 'ip');
  if (part === LINK || part === LINK_IP) return parts.make(LINK, [host, host]);
  if (part === BUSY || part === DONE) return parts.make(part, [word(view, 'ssid')]);
  if (part === NEWS) return parts.make(part, [news(view, parts)]);
  if (part === LIST) return parts.make(part, [ageText(view, parts)]);
  if (part === FIELDS) return parts.make(part, [typedName(view).slice(0, SHOWN_MAX)]);
  const ap = word(view, 'ap_ssid');
  return part === EXPECT ? parts.make(part, [ap, ap]) : parts.chunk(part);
}

/** Parts go out together as far as a piece has room: the socket waits after each. */
export function plainBody(view: PlainView, read: Read): Body {
  const parts = partsIn(view.language, read);
  const plan = planOf(view, parts);
  const frame = ['', '', '', '', '', ''].map((_none, i) => parts.chunk(ROW + i));
  function item(part: number): string {
    return part < ROWS ? partOf(view, part, parts) : row(view, part - ROWS, parts, frame);
  }
  const starts: number[] = [];
  let length = 0;
  let size = 0;
  plan.forEach((part, i) => {
    const bytes = item(part).length;
    if (!i || size + bytes > PIECE_MAX) {
      starts.push(i);
      size = 0;
    }
    size += bytes;
    length += bytes;
  });
  starts.push(plan.length);
  return {
    length,
    piece: (i) =>
      i < starts.length - 1
        ? plan
            .slice(starts[i], starts[i + 1])
            .map(item)
            .join('')
        : '',
  };
}
