// All that a TCP client may reach (types only). Asked for anew each time: it may be out of memory between requests.

import type { Changes } from '../../config/check.ts';
import type { SendQueue } from '../../platform/ports.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Who } from '../../provisioning/window.ts';

interface Requests {
  answer(text: string, keys: number, who: Who, reply: (reply: object) => void): void;
  change(changes: Changes, who: Who, reply: (outcome: Outcome) => void): void;
}

/** The sealed session, one for all connections; `owner` is the number of a connection. */
interface Sealer {
  take(owner: number, message: { [key: string]: unknown }): { reply?: string; request?: string };
  /** '' when this connection has no session that is proved. */
  seal(owner: number, text: string): string;
  end(owner: number): void;
}

export interface TcpDeps {
  readonly ports: { readonly sending: SendQueue };
  requests(): Requests;
  session(): Sealer;
  hidesIdentity(who: Who): boolean;
  /** All replies of this connection have left, or it has gone. */
  replyLeft(): void;
}
