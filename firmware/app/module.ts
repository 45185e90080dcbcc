// Module: the embedder's app from outside: starts it, calls it, and does what its context is asked.

import { configJson } from '../config/show.ts';
import { reboot } from '../platform/espruino.ts';
import type { DeviceEvent } from '../provisioning/connection-context.ts';
import { APP_RUNS, CRASHES_WITHOUT_APP } from '../runtime/boot/guard.ts';
import type { HeldModule } from '../runtime/modules.ts';
import type { Service } from '../runtime/service.ts';
import { APP } from '../storage/store.ts';
import type { AppStatus, AppValue } from './api.ts';
import { EVENTS, eventOf } from './events.ts';
import { oneLine } from './lines.ts';
import { answer, call, type Host, nextTurn, run, tell, tellFault, uncaught } from './runner.ts';
import { linkOf, SHOWN_MAX, type Shown, shownOf, URL_MAX, withLine } from './shown.ts';
import type { AppState, Command, Listener } from './state.ts';
import { COMMANDS_MAX, LISTENERS_MAX, newApp } from './state.ts';
import { isKey, textWith, valueIn } from './values.ts';

/** The embedder's app, and what its context asks for. */
export interface AppModule extends HeldModule {
  /** Starts it in a turn of its own, unless two crashes came before. */
  begin(): void;
  onEvent(event: DeviceEvent): void;
  /** An event to those who listen for it. */
  tell(name: string, details: object): void;
  /** New settings have worked. */
  changed(): void;
  /** `wifiprov app ...`; `say` gets the answer, later. */
  command(words: string[], say: (lines: string[]) => void): void;
  /** Uncaught: thrown by a timer or a socket. */
  uncaught(error: unknown): void;
  run(fn: () => void): void;
  hear(event: string, fn: Listener): void;
  learn(name: string, fn: Command): void;
  status(): AppStatus;
  config(): { [block: string]: unknown };
  field(name: string): number | string;
  get(key: string): AppValue | undefined;
  /** undefined: removes it. */
  put(key: string, value: AppValue | undefined): boolean;
  say(text: string): void;
  show(label: string, text: unknown): void;
  link(url: string, text: string | undefined): void;
  shown(): Shown;
}

function start(service: Service, host: Host): void {
  // Before any of its code runs: the next start must know whose crash it was.
  service.load('store')(service.state).mark(APP_RUNS);
  call(
    host,
    () => service.load('appMain')(service.load('context')(service)),
    (error) => {
      host.app.word = 'failed';
      host.app.heard = [];
      host.app.commands = {};
      tellFault(host, error);
    },
  );
}

function begin(service: Service, host: Host): void {
  const crashes = service.boot.crashes || 0;
  service.app = host.app;
  if (crashes >= CRASHES_WITHOUT_APP) {
    host.app.word = 'off';
    return service.printEvent(`error app: turned off after ${crashes} crashes; wifiprov reboot tries it again`);
  }
  if (crashes) service.printEvent('error app: the last start ended in a crash; another one turns the app off');
  nextTurn(host, () => start(service, host));
}

function fieldOf(service: Service, name: string): number | string {
  const value = (JSON.parse(service.state.committed) as { [path: string]: unknown })[`app.${name}`];
  if (value === undefined) throw new Error(`no field ${name}`);
  return value as number | string;
}

function put(service: Service, key: string, value: AppValue | undefined): boolean {
  const store = service.load('store')(service.state);
  const next = textWith(store.read(APP), key, value);
  return next !== undefined && !store.put(APP, next);
}

function showLine(app: AppState, label: string, text: unknown): void {
  // Not `=== undefined`, see answerLines.
  const isNone = typeof text === 'undefined' || text === null;
  const next = withLine(app.shown, `${label}`, isNone ? '' : `${text}`);
  if (!next) throw new Error(`over ${SHOWN_MAX} lines`);
  app.shown = next;
}

function setLink(app: AppState, url: string, text: string | undefined): void {
  const next = linkOf(`${url || ''}`, `${text || ''}`);
  if (!next) throw new Error(`a link begins with http:// or https:// and has up to ${URL_MAX} bytes`);
  app.link = next;
}

export function create(service: Service): AppModule {
  const host: Host = {
    // Events before `begin` are dropped.
    app: service.app || newApp(),
    clock: service.ports.clock,
    say: (text) => service.printEvent(text),
    reboot,
  };
  const app = host.app;
  return {
    begin: () => begin(service, host),
    onEvent(event) {
      const shown = eventOf(event, app.wasOnline);
      if (event.event === 'state') app.wasOnline = event.state === 'online';
      if (shown) tell(host, shown.name, shown.details);
    },
    tell: (name, details) => tell(host, name, details),
    changed() {
      const config = service.requests().config();
      if (config.mode === 0) tell(host, 'provisioned', { ssid: config['STA.SSID'] });
      tell(host, 'changed', {});
    },
    command: (words, say) => answer(host, words, say),
    uncaught: (error) => uncaught(host, error),
    run: (fn) => run(host, fn),
    hear(event, fn) {
      if (EVENTS.indexOf(event) < 0) throw new Error(`no event ${event}`);
      if (app.heard.length >= 2 * LISTENERS_MAX) throw new Error(`over ${LISTENERS_MAX} listeners`);
      app.heard.push(event, fn);
    },
    learn(name, fn) {
      if (!isKey(name)) throw new Error('a command is a letter and then letters, digits and _');
      if (Object.keys(app.commands).length >= COMMANDS_MAX) throw new Error(`over ${COMMANDS_MAX} commands`);
      app.commands[name] = fn;
    },
    status: () => service.requests().status('authorized') as unknown as AppStatus,
    config: () => configJson(service.requests().config()) as { [block: string]: unknown },
    field: (name) => fieldOf(service, name),
    get: (key) => valueIn(service.load('store')(service.state).read(APP), key) as AppValue | undefined,
    put: (key, value) => put(service, key, value),
    say: (text) => service.printEvent(`app: ${oneLine(`${text}`)}`),
    show: (label, text) => showLine(app, label, text),
    link: (url, text) => setLink(app, url, text),
    shown: () => shownOf(app.shown, app.link),
  };
}
