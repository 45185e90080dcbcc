// The page without script, put together on the device from parts in the page file and what the view says.
//
// How long it gets is not known before it is made, and it is made piece by piece: a client sees its end by the
// connection's. Finding its length first would take the chip longer than all the rest of a request.

import { FIELDS as ROWS } from '../../config/schema.ts';
import { isOfValue } from '../../lib/result.ts';
import { home } from './noscript-home.ts';
import { type Parts, partsIn, type Read } from './noscript-pieces.ts';
import { ROWS_MAX, rows } from './noscript-rows.ts';
import type { Body, PageModel } from './page-model.ts';

/** Of a message and of what was typed: escaped it takes up to six times as much. */
export const SHOWN_MAX = 100;
/** An age in seconds is shown in minutes from here on. */
const MINUTES_FROM = 60;

function word(view: PageModel, key: string): string {
  const value = view.status[key];
  return value === undefined ? '' : `${value}`.slice(0, SHOWN_MAX);
}

function faultText(view: PageModel, parts: Parts): string {
  const fault = view.fault as NonNullable<PageModel['fault']>;
  const field = fault.field || '';
  // There it says the limits, which only the app knows.
  if (BUILD_APP && field.slice(0, 4) === 'app.') return fault.message.slice(0, SHOWN_MAX);
  if (!isOfValue(fault.code)) return parts.chunk(BUILD_PAGE.chunk.NOT_SAVED);
  if (field === 'STA.PWD') return parts.chunk(BUILD_PAGE.chunk.BAD_PASSWORD);
  if (field === 'STA.SSID')
    return parts.chunk(fault.code === 'missing_field' ? BUILD_PAGE.chunk.BAD_NAME : BUILD_PAGE.chunk.BAD_SSID);
  return field === 'STA.auth' ? reasonText(view, parts, 'incompatible') : parts.chunk(BUILD_PAGE.chunk.BAD_VALUE);
}

/** In the page's language, or else the device's own sentence. */
function reasonText(view: PageModel, parts: Parts, reason: string): string {
  const at = BUILD_PAGE.reasons.split(',').indexOf(reason);
  return at < 0 ? word(view, 'message') || reason : parts.chunk(BUILD_PAGE.chunk.REASONS + at);
}

/** What the device does now, after a failure or without one. */
function goesOn(view: PageModel, parts: Parts): string {
  // As text: it is escaped with the rest of what is said.
  const text = BUILD_PAGE.chunk.RETRYING;
  if (view.status['rolled_back']) return parts.chunk(BUILD_PAGE.chunk.ROLLED_BACK);
  return word(view, 'state') === 'retrying' ? parts.chunk(text) + word(view, 'ssid') + parts.chunk(text + 1) : '';
}

/** What is to be said above the form, '' if nothing. */
function news(view: PageModel, parts: Parts): string {
  if (view.fault) return faultText(view, parts);
  const reason = word(view, 'reason');
  if (!reason && view.result && word(view, 'state') === 'idle') return parts.chunk(BUILD_PAGE.chunk.SAVED);
  return `${reason && reasonText(view, parts, reason)} ${goesOn(view, parts)}`.trim();
}

function ageText(view: PageModel, parts: Parts): string {
  const age = view.scanAge;
  if (age < 0) return '';
  return age < MINUTES_FROM
    ? parts.chunk(BUILD_PAGE.chunk.JUST_NOW)
    : parts.make(BUILD_PAGE.chunk.MINUTES, [`${Math.floor(age / 60)}`]);
}

function top(view: PageModel, parts: Parts): string {
  const text = news(view, parts);
  const told = text && parts.make(BUILD_PAGE.chunk.NEWS, [text]);
  return (
    parts.make(BUILD_PAGE.chunk.TOP, [word(view, 'host').split('.')[0] as string]) +
    told +
    parts.make(BUILD_PAGE.chunk.LIST, [ageText(view, parts)])
  );
}

/** What was typed as a name, or chosen in a list that no longer has it. */
function typedName(view: PageModel): string {
  const chosen = view.typed['STA.SSID'] || '';
  const isListed = view.networks.some((network) => network.ssid === chosen);
  return (view.typed['other'] || (isListed ? '' : chosen)).slice(0, SHOWN_MAX);
}

/** What was typed into the app's fields. */
function appPart(view: PageModel, parts: Parts): string {
  const names = Object.keys(ROWS).filter((path) => path.slice(0, 4) === 'app.');
  return names.length
    ? parts.make(
        BUILD_PAGE.chunk.APP,
        names.map((name) => (view.typed[name] || '').slice(0, SHOWN_MAX)),
      )
    : '';
}

function end(view: PageModel, parts: Parts): string {
  const ap = word(view, 'ap_ssid');
  const text =
    parts.make(BUILD_PAGE.chunk.FIELDS, [typedName(view)]) +
    (ap && parts.make(BUILD_PAGE.chunk.EXPECT, [ap, ap])) +
    parts.chunk(BUILD_PAGE.chunk.HINT);
  return BUILD_APP ? appPart(view, parts) + text : text;
}

/** The i-th piece of the form: what is above the list, the list, what is below. */
function form(view: PageModel, parts: Parts, i: number): string {
  if (!i) return top(view, parts);
  const from = (i - 1) * ROWS_MAX;
  const count = view.networks.length;
  if (from < count) return rows(view, parts, from);
  return from < count + ROWS_MAX ? end(view, parts) : '';
}

function busy(view: PageModel, parts: Parts): string {
  const attempts = word(view, 'attempts');
  const attempt = attempts && parts.make(BUILD_PAGE.chunk.ATTEMPT, [attempts]);
  const trying = parts.make(BUILD_PAGE.chunk.BUSY, [word(view, 'ssid')]);
  return trying + attempt + parts.chunk(BUILD_PAGE.chunk.PATIENCE);
}

function done(view: PageModel, parts: Parts): string {
  const links = [word(view, 'host'), word(view, 'ip')].map((host) => parts.make(BUILD_PAGE.chunk.LINK, [host, host]));
  return parts.make(BUILD_PAGE.chunk.DONE, [word(view, 'ssid')]) + links.join('') + parts.chunk(BUILD_PAGE.chunk.END);
}

/** What is below the head, and below the home page's list. */
function main(view: PageModel, parts: Parts, state: string, i: number): string {
  if (state === 'closed') return i ? '' : parts.chunk(BUILD_PAGE.chunk.CLOSED);
  if (state === 'home') return '';
  if (state === 'connecting') return i ? '' : busy(view, parts);
  if (state === 'online') return i ? '' : done(view, parts);
  return form(view, parts, i);
}

function stateOf(view: PageModel): string {
  const isResult = view.result && !view.fault && !word(view, 'reason');
  return view.closed ? 'closed' : BUILD_HOME && view.home ? 'home' : isResult ? word(view, 'state') : '';
}

/* @rare */
export function noscriptBody(view: PageModel, read: Read): Body {
  const parts = partsIn(view.language, read);
  const state = stateOf(view);
  /** Pieces before `main`. */
  const top = BUILD_HOME && view.home ? 3 : 2;
  return {
    length: -1,
    piece(i) {
      if (i >= top) return main(view, parts, state, i - top);
      if (BUILD_HOME && i === 2) return home(view, parts);
      return i
        ? parts.chunk(BUILD_PAGE.chunk.STYLE)
        : parts.chunk(BUILD_PAGE.chunk.HEAD) + (state === 'connecting' ? parts.chunk(BUILD_PAGE.chunk.REFRESH) : '');
    },
  };
}
