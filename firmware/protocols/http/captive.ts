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

function wayToPage(pageIp: string): Answer {
  const location = `http://${pageIp}/`;
  // Without a body some phones take it for a network that is broken.
  const body = `<!DOCTYPE html><title>Wi-Fi setup</title><p><a href="${location}">Set up this device's Wi-Fi</a></p>`;
  return { status: 302, type: HTML, body, location };
}

/**
 * The device's name, alone or with the suffix that a network's name server puts behind it (lan, fritz.box): of two parts at
 * most, in lower case. Another name that leads here may be an attacker's.
 */
export function isOwnName(host: string, name: string): boolean {
  return host === name || (host.slice(0, name.length + 1) === `${name}.` && host.split('.').length <= 3);
}

/**
 * Decided by host and not by a list: `host`, in lower case and without port 80 or the root's dot, is known not to be the
 * device. `path` is without a query.
 */
export function captive(host: string, path: string, online: boolean, pageIp: string): Answer {
  // Windows asks each network for its proxy, and waits.
  if (path === '/wpad.dat') return { status: 404, type: '', body: '' };
  return (BUILD_CAPTIVE && online && onlineAnswer(host, path)) || wayToPage(pageIp);
}
