// Where the device stands and what is shown of it: the list, a trial under way, its result.

import { askStatus, type Status } from './api.ts';
import { showClosed } from './closed.ts';
import { byId, pause, reasonText, say, show, tell } from './dom.ts';
import { fillList, seen } from './list.ts';
import { choose, chosenSsid, focusField, forgetTyped, place } from './panel.ts';
import { isAppleSheet, showResult } from './result.ts';

const POLL_MS = 1_000;
/** One missing answer is not worth a message. */
const MISSES = 2;

/** Here the page shows what has come of it, also when it is loaded anew. */
const RESULT = '/?result';
/** And here the list, although the device is online. */
const LIST = '?list';

/** The device's own network, for the words that name it, the one that it is in, and whether it knows none. */
export const device: { ap: string; used: string | undefined; isNew: boolean } = {
  ap: '',
  used: undefined,
  isNew: true,
};
/** Which watch is under way: a newer one, or the way back to the list, ends the one before. */
let watching = 0;

function note(status: Status): void {
  device.ap = status.ap_ssid || device.ap;
  tell('lead', say('lead', (status.host || '').split('.')[0]));
  device.used = status.state === 'online' ? status.ssid : undefined;
  device.isNew = status.state === 'unprovisioned';
}

/** Asks until there is an answer; `onMiss` when it is time to say something. */
export async function reach(onMiss: () => void): Promise<Status> {
  for (let misses = 0; ; misses++) {
    const status = await askStatus();
    if (status?.state) {
      note(status);
      return status;
    }
    if (misses >= MISSES) onMiss();
    await pause(POLL_MS);
  }
}

/** Until the device has answered; `news` is what else there is to say. */
export async function refresh(fresh: boolean, news: string): Promise<void> {
  tell('news', news);
  for (let misses = 0; !(await fillList(fresh, device.isNew, device.used, chosenSsid())); misses++) {
    if (misses >= MISSES) tell('news', say('silent'));
    await pause(POLL_MS);
  }
  tell('news', news);
  place();
}

/** `name`: what was tried last, opened if it is there. */
export async function showList(news: string, name = ''): Promise<void> {
  watching++;
  show('list');
  await refresh(false, news);
  if (seen(name) && !chosenSsid()) choose(name, device.ap);
}

/** Why it did not work, and what the device does now. */
function failure(status: Status, name: string): string {
  const words = status.reason ? [name && say('failed', name), reasonText(status.reason)] : [];
  if (status.rolled_back) words.push(say('rolledBack'));
  else if (status.state === 'retrying' && status.ssid) words.push(say('retrying', status.ssid));
  return words.filter(Boolean).join(' ');
}

/** The form again, with all that was typed, and why it did not work. */
function backToForm(text: string, name: string): void {
  if (byId('panel').hidden) return void showList(text, name);
  show('list');
  tell('fault', text);
  focusField();
}

/** Follows a trial to its end, whatever happens to the device's network meanwhile. */
export async function watch(name: string): Promise<void> {
  const mine = ++watching;
  history.replaceState(name, '', RESULT);
  tell('doing', say('connecting', name));
  show('busy');
  let status: Status;
  let attempt = '';
  do {
    tell('progress', `${attempt} ${say('patience')}`);
    await pause(POLL_MS);
    status = await reach(() => tell('progress', say('lost', device.ap || say('ownNetwork'))));
    if (mine !== watching) return;
    attempt = status.attempts ? say('attempt', `${status.attempts}`) : '';
  } while (status.state === 'connecting' && !status.reason);
  if (status.reason) backToForm(failure(status, name), name);
  else if (status.state === 'online') succeed(status);
  else route(status, status.state === 'idle' ? say('saved') : say('again'));
}

/** Apple's sheet looks again only after a full page load; the note of what was tried makes it one load. */
function succeed(status: Status): void {
  showResult(status, (history.state as string) || '');
  forgetTyped();
  if (!history.state) return;
  history.replaceState(null, '');
  if (isAppleSheet(navigator.userAgent)) location.reload();
}

/** Where the device stands, when the page opens or is asked to look again. */
export function route(status: Status, news = ''): void {
  const name = (history.state as string) || '';
  if (status.window === 'closed') showClosed();
  else if (status.state === 'connecting' && !status.reason) void watch(status.ssid || name);
  else if (status.state === 'online' && !status.reason && location.search !== LIST) succeed(status);
  else void showList(news || failure(status, name), name);
}
