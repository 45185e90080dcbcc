// The home page: how the device does, and the way to another network.

import { askStatus, type Status } from '../api.ts';
import { byId, say, show, tell, translate } from '../dom.ts';
import { onCode } from './code.ts';
import { appFacts, type Fact, factsOf, showFacts } from './facts.ts';

/** Now and then: each look keeps code in the device's memory for a while. */
const LOOK_MS = 10_000;

/** Where the network is chosen, also while the device is online. */
const LIST = '/?list';

let isOpen = false;

function showStatus(status: Status, own: Fact[]): void {
  const host = (status.host || '').split('.')[0] as string;
  const isOnline = status.state === 'online';
  isOpen = status.window === 'open';
  document.title = host;
  tell('host', host);
  tell('state', isOnline ? say('onlineNow') : say('notOnline'));
  tell('advice', BUILD_SIGNAL && status.signal === 'weak' ? say('weakAdvice') : '');
  byId('change').hidden = false;
  showFacts([...factsOf(status), ...own]);
}

/** Undefined: no answer. */
async function look(): Promise<Status | undefined> {
  const status = await askStatus();
  if (status?.state) showStatus(status, BUILD_APP ? await appFacts() : []);
  else tell('state', say('silent'));
  return status;
}

async function open(): Promise<void> {
  const status = await look();
  // Who opens the page of a device that is not online wants to set it up.
  if (status?.state && status.state !== 'online') change();
}

function change(): void {
  if (isOpen) location.href = LIST;
  else show('shut');
}

translate(document);
byId('change').onclick = change;
byId('look').onclick = () => location.reload();
onCode(() => location.replace(LIST));
void open();
setInterval(() => {
  if (!document.hidden && !byId('home').hidden) void look();
}, LOOK_MS);
