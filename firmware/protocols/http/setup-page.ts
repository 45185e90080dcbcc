// `/`: the setup page in its two forms, the home page of a device that is online or closed, and where a form that comes back
// leads to.

import type { Submitted } from '../../provisioning/submit.ts';
import { languageOf, takesGzip } from './accept.ts';
import { type Answer, HTML, rangeBody, textAnswer } from './answer.ts';
import type { HttpDeps } from './deps.ts';
import { header } from './header.ts';
import type { Body, Language, PageModel } from './page-model.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request-state.ts';

/** Where a form that was accepted leads to. */
const RESULT = '/?plain&result';

function page(status: number, deps: HttpDeps, language: Language, body: Body, encoding: string): Answer {
  const extra = `Content-Language: ${language}\r\n${encoding}Content-Security-Policy: ${deps.csp()}\r\n`;
  return { status, type: HTML, extra, body };
}

/**
 * `/` of a device that is online, while setup is not under way, is the home page. `/?list` and `/?result` are the setup page all
 * the same.
 */
function isHome(deps: HttpDeps, words: string[]): boolean {
  return BUILD_HOME && words.indexOf('list') < 0 && words.indexOf('result') < 0 && deps.isOnline();
}

/** With list, result and typed fields in it. */
function plainPage(deps: HttpDeps, language: Language, words: string[], given: Submitted): Answer {
  const requests = deps.requests();
  const closed = requests.refuse('anonymous') !== undefined;
  const tried = deps.tried();
  const scan = closed ? { age_s: -1, networks: [] } : requests.scanData();
  const view: PageModel = {
    language,
    closed,
    home: !given.fault && isHome(deps, words),
    result: words.indexOf('result') >= 0,
    status: requests.status('anonymous'),
    scanAge: scan.age_s,
    networks: scan.networks,
    typed: given.fault || closed || !tried ? given.typed : { 'STA.SSID': tried },
    fault: given.fault,
  };
  if (BUILD_APP && BUILD_HOME) view.shown = deps.shown?.();
  return page(given.fault ? (closed ? 403 : 400) : 200, deps, language, deps.plain(view), '');
}

function seeResult(): Answer {
  const answer = textAnswer(303, HTML, `<!DOCTYPE html><title>Wi-Fi</title><a href="${RESULT}">Wi-Fi</a>`);
  answer.extra = `Location: ${RESULT}\r\n`;
  return answer;
}

/* @rare */
export function answerSetup(request: Request, deps: HttpDeps, reply: (answer: Answer) => void): void {
  const language = languageOf(header(request.head, 'accept-language'));
  if (request.method === 'POST') {
    return deps.requests().submit(request.body, 'anonymous', (given) => {
      // What makes pages may be what is broken.
      if (given.fault && given.fault.code === 'internal') reply(refusal(500, ''));
      else reply(given.fault ? plainPage(deps, language, [], given) : seeResult());
    });
  }
  const words = request.query.split('&');
  const has = (word: string): boolean => words.indexOf(word) >= 0;
  const later = (): void => reply(plainPage(deps, language, words, { typed: {} }));
  if (!has('plain') && takesGzip(header(request.head, 'accept-encoding'))) {
    // A closed window is told by the home page, too.
    const isAtHome = isHome(deps, words) || (BUILD_HOME && !request.query && deps.isClosed());
    const body = rangeBody(isAtHome ? deps.home(language) : deps.gzip(language), deps.read);
    reply(page(200, deps, language, body, 'Content-Encoding: gzip\r\n'));
  } else if (has('fresh') && !deps.requests().refuse('anonymous')) deps.scan(later, () => reply(refusal(500, '')));
  else later();
}
