// `/`: the setup page in its two forms, and where a form that comes back from it leads to.

import type { Submitted } from '../../provisioning/submit.ts';
import { languageOf, takesGzip } from './accept.ts';
import { type Answer, HTML, rangeBody, textAnswer } from './answer.ts';
import type { Site } from './deps.ts';
import { header } from './header.ts';
import type { Body, Language } from './page-model.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request-state.ts';

/** Where a form that was accepted leads to. */
const RESULT = '/?plain&result';

function page(status: number, site: Site, language: Language, body: Body, encoding: string): Answer {
  const extra = `Content-Language: ${language}\r\n${encoding}Content-Security-Policy: ${site.csp()}\r\n`;
  return { status, type: HTML, extra, body };
}

/** With list, result and typed fields in it. */
function plainPage(site: Site, language: Language, result: boolean, given: Submitted): Answer {
  const desk = site.desk();
  const closed = desk.refuse('anonymous') !== undefined;
  const tried = site.tried();
  const scan = closed ? { age_s: -1, networks: [] } : desk.scanData();
  const view = {
    language,
    closed,
    result,
    status: desk.status('anonymous'),
    scanAge: scan.age_s,
    networks: scan.networks,
    typed: given.fault || closed || !tried ? given.typed : { 'STA.SSID': tried },
    fault: given.fault,
  };
  return page(given.fault ? (closed ? 403 : 400) : 200, site, language, site.plain(view), '');
}

function seeResult(): Answer {
  const answer = textAnswer(303, HTML, `<!DOCTYPE html><title>Wi-Fi</title><a href="${RESULT}">Wi-Fi</a>`);
  answer.extra = `Location: ${RESULT}\r\n`;
  return answer;
}

/* @rare */
export function answerSetup(request: Request, site: Site, reply: (answer: Answer) => void): void {
  const language = languageOf(header(request.head, 'accept-language'));
  if (request.method === 'POST') {
    return site.desk().submit(request.body, 'anonymous', (given) => {
      // What makes pages may be what is broken.
      if (given.fault && given.fault.code === 'internal') reply(refusal(500, ''));
      else reply(given.fault ? plainPage(site, language, false, given) : seeResult());
    });
  }
  const words = request.query.split('&');
  const has = (word: string): boolean => words.indexOf(word) >= 0;
  const later = (): void => reply(plainPage(site, language, has('result'), { typed: {} }));
  if (!has('plain') && takesGzip(header(request.head, 'accept-encoding')))
    reply(page(200, site, language, rangeBody(site.gzip(language), site.read), 'Content-Encoding: gzip\r\n'));
  else if (has('fresh') && !site.desk().refuse('anonymous')) site.scan(later, () => reply(refusal(500, '')));
  else later();
}
