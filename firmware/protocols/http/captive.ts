// The answer to a request for another host: a redirect to the setup page, so that the phone shows it, and
// once the device is online the answer that lets the phone go.

import { connectivityChecks } from './connectivity-checks.ts';

export interface Answer {
  status: number;
  /** Content-Type, '' when there is no body. */
  type: string;
  body: string;
  location?: string;
  /** Further header lines, each with its line end. */
  extra?: string;
}

const HTML = 'text/html';
const TEXT = 'text/plain';

function onlineAnswer(askedHost: string, askedPath: string): Answer | undefined {
  let found: Answer | undefined;
  connectivityChecks((_system, host, path, status, body, header) => {
    if (found || (host && host !== askedHost) || (path && path !== askedPath)) return;
    const type = body[0] === '<' ? HTML : TEXT;
    found = { status, type: body ? type : '', body, extra: header || '' };
  });
  return found;
}

function wayToPage(apIp: string): Answer {
  const location = `http://${apIp}/`;
  // Without a body some phones take it for a network that is broken.
  const body = `<!DOCTYPE html><title>Wi-Fi setup</title><p><a href="${location}">Set up this device's Wi-Fi</a></p>`;
  return { status: 302, type: HTML, body, location };
}

/**
 * Decided by host and not by a list: `host`, in lower case and without port 80 or the root's dot, is known not to be the
 * device. `path` is without a query.
 */
export function captive(host: string, path: string, online: boolean, apIp: string): Answer {
  // Windows asks each network for its proxy, and waits.
  if (path === '/wpad.dat') return { status: 404, type: '', body: '' };
  return (BUILD_CAPTIVE && online && onlineAnswer(host, path)) || wayToPage(apIp);
}
