// How it ended: the addresses to go on with, each to copy.

import type { Status } from './api.ts';
import { copyOf, put, say, show, tell } from './dom.ts';

/** Without HTTPS only the selection can be copied to the clipboard. */
function copy(link: Element, button: Element): void {
  const selection = getSelection() as Selection;
  selection.selectAllChildren(link);
  document.execCommand('copy');
  selection.removeAllRanges();
  button.removeAttribute('aria-label');
  button.textContent = say('copied');
}

function linkRow(host: string): Element {
  const item = copyOf('link');
  const [link, button] = item.children as unknown as [HTMLAnchorElement, HTMLElement];
  link.href = `http://${host}/`;
  link.textContent = host;
  button.setAttribute('aria-label', `${say('copy')} ${host}`);
  button.onclick = () => copy(link, button);
  return item;
}

/** A window that has closed meanwhile hides the name: then it is the one that was tried. */
export function showResult(status: Status, name: string): void {
  const ssid = status.ssid || name;
  tell('where', ssid && say('onlineIn', ssid));
  const hosts = [status.host, status.ip].filter(Boolean) as string[];
  put('links', hosts.map(linkRow));
  show('done');
}

/**
 * The sheet of iOS and macOS (it does not call itself Safari) asks its probe again only after a full page load, and then
 * lets people leave by "Done".
 */
export function isAppleSheet(agent: string): boolean {
  return /AppleWebKit/.test(agent) && !/Safari/.test(agent);
}
