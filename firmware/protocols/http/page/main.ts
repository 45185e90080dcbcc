// The setup page: what people press.

import { type Reply, send } from './api.ts';
import { showClosed } from './closed.ts';
import { byId, inputOf, say, tell, translate } from './dom.ts';
import { device, reach, refresh, route, showList, watch } from './flow.ts';
import { choose, chosenSsid, focusField, nameIn, requestOf, tellRefusal, typedName } from './panel.ts';
import { type Changes, changedSettings, markUnchanged, showSettings, tellWrong, withSettings } from './settings.ts';

async function look(): Promise<void> {
  route(await reach(() => tell('news', say('silent'))));
}

/** What a request has come to; a lost answer is looked for in the status. */
function onReply(reply: Reply | undefined, name: string): void {
  if (reply?.code === 'window_closed') showClosed();
  else if (reply && !reply.ok) tellRefusal(reply);
  else void watch(name);
}

async function join(): Promise<void> {
  const request = requestOf();
  if (typeof request === 'string') return tellRefusal({ code: 'missing_field', field: request });
  const button = byId('join') as HTMLButtonElement;
  button.disabled = true;
  const reply = await send('wifi' in request ? request : withSettings(request as Changes));
  button.disabled = false;
  if (reply?.ok && !('wifi' in request)) markUnchanged();
  onReply(reply, nameIn(typedName()));
}

/** Pressed twice: captive sheets show no dialogs. */
async function onForget(): Promise<void> {
  if (byId('forget').textContent !== say('sure')) return tell('forget', say('sure'));
  const reply = await send({ cmd: 'forget', ssid: chosenSsid() });
  if (reply?.code) return onReply(reply, '');
  // Without an answer the question stays, to be pressed again.
  if (reply) choose(undefined, '');
  await look();
}

async function saveSettings(): Promise<void> {
  const changes = changedSettings();
  tell('wrong', '');
  if (!Object.keys(changes).length) return tell('told', say('unchanged'));
  const reply = await send(changes);
  if (!reply) return tell('told', say('again'));
  tell('told', '');
  if (!reply.ok) return tellWrong(reply);
  markUnchanged();
  const isOpen = (reply.warnings || []).some((warning) => warning.code === 'pwd_ignored');
  tell('told', say('saved') + (isOpen ? ` ${say('openNote')}` : ''));
  if (reply.state === 'connecting') return watch(device.used || '');
  await showSettings();
}

function onRow(event: Event): void {
  const row = (event.target as Element).closest<HTMLElement>('.row');
  if (!row) return;
  const isOpen = row.getAttribute('aria-expanded') === 'true';
  choose(isOpen ? undefined : (row.dataset['ssid'] as string), device.ap);
  if (!isOpen) focusField();
}

function onSubmit(id: string, run: () => Promise<void>): void {
  byId(id).onsubmit = (event) => {
    event.preventDefault();
    void run();
  };
}

translate(document);
markUnchanged();
byId('rows').onclick = onRow;
onSubmit('panel', join);
onSubmit('settings', saveSettings);
byId('rescan').onclick = () => void refresh(true, '');
if (BUILD_KNOWN) byId('forget').onclick = onForget;
if (!BUILD_HOME) byId('look').onclick = look;
for (const button of document.querySelectorAll<HTMLElement>('.back')) button.onclick = () => void showList('');
(byId('more') as HTMLDetailsElement).ontoggle = () => void showSettings();
byId('eye').onclick = () => {
  const isHidden = inputOf('key').type === 'password';
  inputOf('key').type = isHidden ? 'text' : 'password';
  tell('eye', isHidden ? say('hide') : say('show'));
};

// Of a build whose app has fields of its own.
if ((byId('more') as HTMLDetailsElement).open) void showSettings();
void look();
