// The page without script, put together on the device from parts in the page file and what the view says.
//
// How long it gets is not known before it is made, and it is made piece by piece: a client sees its end by the
// connection's. Finding its length first would take the chip longer than all the rest of a request.

import { FIELDS as ROWS } from '../config/schema.ts';
import {
  APP,
  BAD_NAME,
  BAD_PASSWORD,
  BUSY,
  CLOSED,
  DONE,
  END,
  EXPECT,
  FIELDS,
  HEAD,
  HINT,
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
  SAVED,
  SECONDS,
  STYLE,
  TOP,
} from './plain-parts.ts';
import { ROWS_MAX, rows } from './plain-rows.ts';
import type { Body, PlainView } from './view.ts';

/** Of a message and of what was typed: escaped it takes up to six times as much. */
export const SHOWN_MAX = 100;
/** An age in seconds is shown in minutes from here on. */
const MINUTES_FROM = 100;

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

function ageText(view: PlainView, parts: Parts): string {
  const age = view.scanAge;
  if (age < 0) return '';
  return age < MINUTES_FROM ? parts.make(SECONDS, [`${age}`]) : parts.make(MINUTES, [`${Math.round(age / 60)}`]);
}

function top(view: PlainView, parts: Parts): string {
  const text = news(view, parts);
  const told = text && parts.make(NEWS, [text]);
  return parts.chunk(TOP) + told + parts.make(LIST, [ageText(view, parts)]);
}

/** What was typed as a name, or chosen in a list that no longer has it. */
function typedName(view: PlainView): string {
  const chosen = view.typed['STA.SSID'] || '';
  const isListed = view.networks.some((network) => network.ssid === chosen);
  return (view.typed['other'] || (isListed ? '' : chosen)).slice(0, SHOWN_MAX);
}

/** What was typed into the app's fields. */
function appPart(view: PlainView, parts: Parts): string {
  const names = Object.keys(ROWS).filter((path) => path.slice(0, 4) === 'app.');
  return names.length
    ? parts.make(
        APP,
        names.map((name) => (view.typed[name] || '').slice(0, SHOWN_MAX)),
      )
    : '';
}

function end(view: PlainView, parts: Parts): string {
  const ap = word(view, 'ap_ssid');
  const text = parts.make(FIELDS, [typedName(view)]) + (ap && parts.make(EXPECT, [ap, ap])) + parts.chunk(HINT);
  return BUILD_APP ? appPart(view, parts) + text : text;
}

/** The i-th piece of the form: what is above the list, the list, what is below. */
function form(view: PlainView, parts: Parts, i: number): string {
  if (!i) return top(view, parts);
  const from = (i - 1) * ROWS_MAX;
  const count = view.networks.length;
  if (from < count) return rows(view, parts, from);
  return from < count + ROWS_MAX ? end(view, parts) : '';
}

function done(view: PlainView, parts: Parts): string {
  const links = [word(view, 'host'), word(view, 'ip')].map((host) => parts.make(LINK, [host, host]));
  return parts.make(DONE, [word(view, 'ssid')]) + links.join('') + parts.chunk(END);
}

export function plainBody(view: PlainView, read: Read): Body {
  const parts = partsIn(view.language, read);
  const isResult = view.result && !view.fault && !word(view, 'reason');
  const state = view.closed ? 'closed' : isResult ? word(view, 'state') : '';
  function rest(i: number): string {
    if (state === 'closed') return i ? '' : parts.chunk(CLOSED);
    if (state === 'connecting') return i ? '' : parts.make(BUSY, [word(view, 'ssid')]);
    if (state === 'online') return i ? '' : done(view, parts);
    return form(view, parts, i);
  }
  return {
    length: -1,
    piece(i) {
      if (i > 1) return rest(i - 2);
      return i ? parts.chunk(STYLE) : parts.chunk(HEAD) + (state === 'connecting' ? parts.chunk(REFRESH) : '');
    },
  };
}
