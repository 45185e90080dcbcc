// Which request gets which answer: by Host first, then by origin, path and method.

import type { Fault } from '../../lib/result.ts';
import { isType } from './accept.ts';
import { type Answer, headOf, jsonAnswer, rangeBody, textAnswer, textBody } from './answer.ts';
import { answerApi } from './api.ts';
import { captive } from './captive.ts';
import type { HttpDeps } from './deps.ts';
import { header } from './header.ts';
import type { Body } from './page-model.ts';
import { refusal } from './refusal.ts';
import type { Request, RequestState } from './request-state.ts';
import { answerSetup } from './setup-page.ts';

type Reply = (answer: Answer) => void;

/** Espressif's clients post to them, whatever they take for our name. */
export const PROVISION_PATHS = ['/proto-ver', '/prov-session', '/prov-scan', '/prov-config', '/prov-ctrl'];

function isProvision(request: Request, deps: HttpDeps): boolean {
  return request.method === 'POST' && !!deps.provision && PROVISION_PATHS.indexOf(request.path) >= 0;
}

/* @rare */
function wayIn(request: Request, deps: HttpDeps): Answer {
  const way = captive(request.host, request.path, deps.isOnline(), deps.pageIp);
  const location = way.location ? `Location: ${way.location}\r\n` : '';
  return { status: way.status, type: way.type, extra: location + (way.extra || ''), body: textBody(way.body) };
}

/** A browser says where a request comes from. Without the header it is another program, or a followed link. */
function isOfOtherSite(origin: string | undefined, deps: HttpDeps): boolean {
  if (origin === undefined) return false;
  return !/^http:\/\//.test(origin) || !deps.owns(origin.slice(7).replace(/:80$/, ''));
}

function provide(request: Request, deps: HttpDeps, reply: Reply): void {
  deps.provision?.(request.path, request.body, header(request.head, 'cookie') || '', (given) => {
    const answer = textAnswer(given.status, given.body ? 'text/html' : '', given.body);
    if (given.setCookie) answer.extra = `Set-Cookie: ${given.setCookie}\r\n`;
    reply(answer);
  });
}

/** window_closed is 403, as for the page. */
function statusOf(given: object): number {
  const code = (given as Fault).code;
  if (code === 'internal') return 500;
  if (BUILD_HOME && code === 'locked') return 429;
  return code === 'window_closed' || code === 'bad_proof' ? 403 : code ? 400 : 200;
}

const POSTED = ['/', '/api/config'].concat(BUILD_HOME ? '/api/open' : []);
const PATHS = POSTED.concat('/api/status', '/api/scan', BUILD_APP && BUILD_HOME ? ['/api/app'] : []);

function refuseMethod(path: string, allowed: string): Answer {
  const answer = refusal(405, path);
  answer.extra = `Allow: ${allowed}\r\n`;
  return answer;
}

/** The brand's: all may see it, as they may the page. */
function logo(deps: HttpDeps): Answer {
  const place = JSON.parse(BUILD_PAGE.logo) as [number, number];
  return { status: 200, type: 'image/svg+xml', extra: '', body: rangeBody([place], deps.read) };
}

const READS = 'GET, HEAD';

function answerOwn(request: Request, deps: HttpDeps, reply: Reply): void {
  const path = request.path;
  const isPost = request.method === 'POST';
  if (BUILD_PAGE.logo && path === '/logo.svg') return reply(isPost ? refuseMethod(path, READS) : logo(deps));
  if (PATHS.indexOf(path) < 0) return reply(refusal(404, path));
  const allowed = POSTED.indexOf(path) >= 0 ? `${READS}, POST` : READS;
  if (allowed.split(', ').indexOf(request.method) < 0) return reply(refuseMethod(path, allowed));
  const type = path === '/' ? 'application/x-www-form-urlencoded' : 'application/json';
  if (isPost && !isType(header(request.head, 'content-type'), type)) return reply(refusal(415, path));
  if (path === '/') answerSetup(request, deps, reply);
  else answerApi(request, deps, (given) => reply(jsonAnswer(statusOf(given), given)));
}

/**
 * `reply` is called once, perhaps later, with the response's head and body. False: nothing can be said before the
 * request's body is there. (What is meant for another host is answered without it.)
 */
/* @rare */
export function route(now: RequestState, deps: HttpDeps, reply: (head: string, body: Body) => void): boolean {
  const send = (answer: Answer): void => reply(headOf(answer), answer.body);
  if (now.at === 'bad') send(refusal(now.status, now.status === 500 ? now.path : ''));
  else if (isProvision(now, deps) || deps.owns(now.host)) {
    if (now.at === 'body') return false;
    if (now.status || isOfOtherSite(header(now.head, 'origin'), deps)) send(refusal(now.status || 403, now.path));
    else if (isProvision(now, deps)) provide(now, deps, send);
    else answerOwn(now, deps, send);
  } else send(wayIn(now, deps));
  return true;
}
