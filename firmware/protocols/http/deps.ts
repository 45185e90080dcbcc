// What the HTTP door needs of the device (types only).

import type { Shown } from '../../app/shown.ts';
import type { Fault } from '../../lib/result.ts';
import type { ScanData } from '../../provisioning/scan.ts';
import type { Status } from '../../provisioning/status.ts';
import type { Submitted } from '../../provisioning/submit.ts';
import type { Who } from '../../provisioning/window.ts';
import type { Body, Language, PageModel } from './page-model.ts';

/** Who answers requests. Asked for anew each time: it may be out of memory in between. */
interface HttpRequests {
  answer(text: string, keys: number, who: Who, reply: (reply: object) => void): void;
  refuse(who: Who): Fault | undefined;
  submit(body: string, who: Who, reply: (submitted: Submitted) => void): void;
  status(who: Who): Status;
  scanData(): ScanData;
}

/** What Espressif's provisioning clients get. */
export interface Provision {
  status: number;
  body: string;
  /** The value of Set-Cookie; '' for none. */
  setCookie: string;
}

export interface HttpDeps {
  /** The address that leads to the page now. */
  pageIp: string;
  /** Is it one of the hosts that mean this device? */
  owns(host: string): boolean;
  isOnline(): boolean;
  requests(): HttpRequests;
  /** Awaits a new scan. */
  scan(done: () => void, failed: () => void): void;
  /** Bytes of the page file. */
  read(offset: number, length: number): string;
  /** Where in it the setup page stands, compressed. */
  gzip(language: Language): [offset: number, length: number][];
  /** And the home page. */
  home(language: Language): [offset: number, length: number][];
  /** The setup window is closed: strangers get the home page. */
  isClosed(): boolean;
  plain(view: PageModel): Body;
  /** The network that could not be joined last; '' if there is none. */
  tried(): string;
  /** The pages' Content-Security-Policy. */
  csp(): string;
  /** The setup code as a key: a nonce, or what comes of a proof. */
  openByCode(proof: { [key: string]: unknown } | undefined, reply: (given: object) => void): void;
  /** Of builds with an embedder's app: what it shows on the home page. */
  shown?: (() => Shown) | undefined;
  /** A POST to one of PROVISION_PATHS; undefined where the build leaves them out. */
  provision?: ((path: string, body: string, cookie: string, reply: (answer: Provision) => void) => void) | undefined;
}
