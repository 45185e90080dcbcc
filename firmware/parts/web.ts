// Part: the HTTP door while somebody is connected.

import { espruinoFiles } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { WebPart } from '../kernel/parts.ts';
import { plainBody } from '../web/plain.ts';
import { createWeb } from '../web/server.ts';
import type { Site } from '../web/site.ts';

/** Storage's name for the page's bytes: made by the same build, since the bundle knows their places. */
const PAGE_FILE = 'wifiprov.page';

function owns(kernel: Kernel, host: string): boolean {
  const link = kernel.ports.link();
  const own = [BUILD_AP_ADDRESS, `${kernel.kept.host.toLowerCase()}.local`, link ? link.ip : ''];
  return host !== '' && own.concat(kernel.options.ownHosts || []).indexOf(host) >= 0;
}

function siteOf(kernel: Kernel): Site {
  const read = (offset: number, length: number): string => espruinoFiles().read(PAGE_FILE, offset, length) || '';
  return {
    apIp: BUILD_AP_ADDRESS,
    owns: (host) => owns(kernel, host),
    isOnline: () => kernel.kept.link.word === 'online',
    desk: () => kernel.desk(),
    scan: (done) => kernel.engine().scan(done),
    read,
    gzip: (language) => BUILD_PAGE.gzip[language],
    plain: (view) => plainBody(view, read),
    tried: () => (kernel.kept.failed ? kernel.kept.failed.ssid : ''),
    csp: () => BUILD_PAGE.csp,
    provision: BUILD_ESPRESSIF
      ? (path, body, cookie, reply) => kernel.load.espressif()(kernel)(path, body, cookie, reply)
      : (_path, _body, _cookie, reply) => reply({ status: 404, body: '', setCookie: '' }),
  };
}

export function create(kernel: Kernel): WebPart {
  return createWeb(kernel.ports.clock, () => siteOf(kernel));
}
