// Module: the HTTP door while a client is connected.

import { attach, espruinoFiles, shared } from '../../platform/espruino.ts';
import type { RawSocket } from '../../platform/ports.ts';
import { appOf } from '../../runtime/app.ts';
import { RUNNING_SLOT, RUNS_FILE, RUNS_PAGE, type RunningSlot } from '../../runtime/boot/running-slot.ts';
import type { Service } from '../../runtime/service.ts';
import { isOwnName } from './captive.ts';
import type { HttpDeps, Provision } from './deps.ts';
import { noscriptBody } from './noscript.ts';
import { createHttpServer } from './server.ts';

/** One HTTP connection each. */
export interface HttpModule {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  /** An answer is awaited or on its way. */
  owes(): boolean;
  /** Requests that have begun, and whose answers are not handed over yet. */
  underWay(): number;
  busy(): boolean;
}

/** A request of an Espressif client, in a turn of its own: what has cut and routed it has gone deep. */
function provision(
  service: Service,
  path: string,
  body: string,
  cookie: string,
  reply: (given: Provision) => void,
): void {
  service.turn(
    () => service.load('espressif')(service)(path, body, cookie, reply),
    () => reply({ status: 500, body: '', setCookie: '' }),
  );
}

/** In a turn of its own, as above. */
function openByCode(
  service: Service,
  proof: { [key: string]: unknown } | undefined,
  reply: (given: object) => void,
): void {
  service.turn(() => reply(service.load('openByCode')(service, proof)), reply);
}

/** The page's bytes, by the name that only this build's have, or by the one of a board that never had another. */
function pageBytes(offset: number, length: number): string {
  const files = espruinoFiles();
  const running = BUILD_UPDATE ? (shared(RUNNING_SLOT) as RunningSlot) : undefined;
  const page = running ? running[RUNS_PAGE] : undefined;
  if (running && page) return files.read(running[RUNS_FILE], page + offset, length) || '';
  return files.read(BUILD_PAGE.name, offset, length) || files.read('wifiprov.page', offset, length) || '';
}

function owns(service: Service, host: string): boolean {
  const link = service.ports.link();
  const own = [BUILD_AP_ADDRESS, link ? link.ip : ''].concat(service.options.ownHosts || []);
  return host !== '' && (own.indexOf(host) >= 0 || isOwnName(host, service.state.host.toLowerCase()));
}

/** Where the page is for who asks now: without the access point there is nothing at its address. */
function pageAddress(service: Service): string {
  const link = service.ports.link();
  return link && service.state.link.ap === 'down' ? link.ip : BUILD_AP_ADDRESS;
}

function siteOf(service: Service): HttpDeps {
  const deps: HttpDeps = {
    pageIp: pageAddress(service),
    owns: (host) => owns(service, host),
    isOnline: () => service.state.link.word === 'online',
    requests: () => service.requests(),
    scan: (done, failed) => service.connection().scan(done, failed),
    read: pageBytes,
    gzip: (language) => JSON.parse(BUILD_PAGE.gzip[language]) as [number, number][],
    home: (language) => JSON.parse(BUILD_PAGE.home[language]) as [number, number][],
    isClosed: () => service.hidesIdentity('anonymous'),
    plain: (view) => noscriptBody(view, pageBytes),
    tried: () => (service.state.failed ? service.state.failed.ssid : ''),
    csp: () => BUILD_PAGE.csp,
    openByCode: (proof, reply) => openByCode(service, proof, reply),
    provision: BUILD_ESPRESSIF
      ? (path, body, cookie, reply) => provision(service, path, body, cookie, reply)
      : (_path, _body, _cookie, reply) => reply({ status: 404, body: '', setCookie: '' }),
  };
  if (BUILD_APP && BUILD_HOME) deps.shown = () => appOf(service).shown();
  return deps;
}

export function create(service: Service): HttpModule {
  const web = createHttpServer(
    service.ports.clock,
    service.ports.sending,
    () => siteOf(service),
    () => service.loadService().replyLeft(),
  );
  return {
    accept: (socket) => attach(socket, web.accept),
    open: web.open,
    owes: web.owes,
    underWay: web.underWay,
    busy: web.busy,
  };
}
