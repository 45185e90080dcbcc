// The form that opens under the chosen row: what it asks for, what it makes of it.

import type { Network, Reply } from './api.ts';
import { byId, inputOf, say, tell } from './dom.ts';
import { faultText } from './faults.ts';
import { isWeak, OTHER, seen } from './list.ts';

/** The port's words for STA.auth; what it cannot name is tried as WPA2. */
const AUTHS: Record<string, number> = { open: 1, wpa: 3, wpa_wpa2: 3 };
const OPEN = 1;
const WPA2 = 4;
const PSK_MIN = 8;
const QR_TEXT = /^(wifi|dpp):/i;

let chosen: string | undefined;
/** What was typed for each network. */
const typed: Record<string, string> = {};

export function chosenSsid(): string {
  return chosen || '';
}

/** The fields that this network needs, and what there is to know about it. */
function fill(ssid: string, ap: string): void {
  const { auth, known }: Partial<Network> = seen(ssid) || {};
  byId('named').hidden = ssid !== OTHER;
  byId('keyed').hidden = auth === 'open';
  inputOf('key').value = typed[ssid] || '';
  const notes: Record<string, string> = { open: say('openNote'), unknown: say('newerNote') };
  tell('keyHint', ssid === OTHER ? say('noPassword') : notes[auth as string] || '');
  tell('weak', isWeak(ssid) ? say('weakAdvice') : '');
  tell('expect', ap && say('expect', ap));
  tell('fault', '');
  if (BUILD_KNOWN) tell('forget', known ? say('forget') : '');
}

/** Under its row, also when the list has been drawn anew. */
export function place(): void {
  byId('panel').hidden = chosen === undefined;
  for (const button of document.querySelectorAll<HTMLElement>('.row')) {
    const isIt = button.dataset['ssid'] === chosen;
    button.setAttribute('aria-expanded', `${isIt}`);
    if (isIt) (button.parentElement as Element).append(byId('panel'));
  }
}

/** Opens the form under a row; undefined closes it. */
export function choose(ssid: string | undefined, ap: string): void {
  if (chosen !== undefined) typed[chosen] = inputOf('key').value;
  chosen = ssid;
  place();
  if (ssid !== undefined) fill(ssid, ap);
}

/** Once it has worked it need not be seen again. */
export function forgetTyped(): void {
  for (const ssid in typed) delete typed[ssid];
  inputOf('key').value = '';
  inputOf('name').value = '';
}

export function focusField(): void {
  const field = byId('named').hidden ? 'key' : 'name';
  byId(byId('keyed').hidden ? 'join' : field).focus();
}

/** The name in the text of a QR code, for people to read. */
export function nameIn(text: string): string {
  const name = QR_TEXT.test(text) && /[:;]S:((\\.|[^\\;])*)/i.exec(text);
  return name ? (name[1] as string).replace(/\\(.)/g, '$1') : text;
}

export function typedName(): string {
  return chosen || inputOf('name').value;
}

/** The request for what is typed, or the field that is not right. */
export function requestOf(): object | string {
  const ssid = typedName();
  const psk = byId('keyed').hidden ? '' : inputOf('key').value;
  if (!ssid) return 'STA.SSID';
  if (QR_TEXT.test(ssid)) return { wifi: ssid };
  const word = seen(ssid)?.auth;
  const bytes = new TextEncoder().encode(psk).length;
  if (bytes < PSK_MIN && (bytes || (word && word !== 'open'))) return 'STA.PWD';
  const auth = psk ? AUTHS[word as string] || WPA2 : OPEN;
  return { mode: 0, STA: { SSID: ssid, PWD: psk, auth, auto: 1 } };
}

/** A refusal of the device's or of the page's own, at the field that it is about. */
export function tellRefusal(reply: Reply): void {
  const isKey = reply.field === 'STA.PWD';
  tell('fault', faultText(reply));
  if (reply.field) byId(isKey ? 'key' : 'name').focus();
}
