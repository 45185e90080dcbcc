// `/`: the setup page in its two forms, and where a form that comes back from it leads to.

import type { Submitted } from '../../provisioning/submit.ts';
import { languageOf, takesGzip } from './accept.ts';
import { type Answer, HTML, rangeBody, textAnswer } from './answer.ts';
import type { HttpDeps } from './deps.ts';
import { header } from './header.ts';
import type { Body, Language } from './page-model.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request-state.ts';

/** Where a form that was accepted leads to. */
const RESULT = '/?plain&result';

function page(status: number, deps: HttpDeps, language: Language, body: Body, encoding: string): Answer {
  const extra = `Content-Language: ${language}\r\n${encoding}Content-Security-Policy: ${deps.csp()}\r\n`;
  return { status, type: HTML, extra, body };
}

/** With list, result and typed fields in it. */
function plainPage(deps: HttpDeps, language: Language, result: boolean, given: Submitted): Answer {
  const requests = deps.requests();
  const closed = requests.refuse('anonymous') !== undefined;
  const tried = deps.tried();
  const scan = closed ? { age_s: -1, networks: [] } : requests.scanData();
  const view = {
    language,
    closed,
    result,
    status: requests.status('anonymous'),
    scanAge: scan.age_s,
    networks: scan.networks,
    typed: given.fault || closed || !tried ? given.typed : { 'STA.SSID': tried },
    fault: given.fault,
  };
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
      else reply(given.fault ? plainPage(deps, language, false, given) : seeResult());
    });
  }
  const words = request.query.split('&');
  const has = (word: string): boolean => words.indexOf(word) >= 0;
  const later = (): void => reply(plainPage(deps, language, has('result'), { typed: {} }));
  if (!has('plain') && takesGzip(header(request.head, 'accept-encoding')))
    reply(page(200, deps, language, rangeBody(deps.gzip(language), deps.read), 'Content-Encoding: gzip\r\n'));
  else if (has('fresh') && !deps.requests().refuse('anonymous')) deps.scan(later, () => reply(refusal(500, '')));
  else later();
}
