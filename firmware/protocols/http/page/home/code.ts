// The form for the setup code: checks it, and proves it to the device.

import { normaliseCode } from '../../../../lib/setup-code.ts';
import { askOpen, type Reply, sendProof } from '../api.ts';
import { byId, inputOf, say, tell } from '../dom.ts';
import { keyFor, type Offer, proofOf } from './proof.ts';

/** Lets the browser draw. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const progress = (share: number): void => tell('progress', say('checking', `${Math.round(100 * share)}`));

function nonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** undefined: the window is open. */
function faultText(reply: Reply | undefined): string | undefined {
  if (reply?.window) return undefined;
  if (reply?.code === 'bad_proof') return say('wrongCode');
  return reply?.code === 'locked' ? say('waits', `${reply.s}`) : say('again');
}

/** The key takes seconds: only after that the device is asked for the nonce that serves for two minutes. */
async function prove(code: string): Promise<string | undefined> {
  const first = await askOpen();
  const making = first?.dn && keyFor(code, first as Offer, (share) => drawn().then(() => progress(share)));
  if (!making) return faultText(first);
  const key = await making;
  const offer = await askOpen();
  if (!offer?.dn) return faultText(offer);
  const cn = nonce();
  return faultText(await sendProof({ dn: offer.dn, cn, p: proofOf(key, offer as Offer, cn) }));
}

async function submit(opened: () => void): Promise<void> {
  const code = normaliseCode(inputOf('code').value);
  tell('fault', code ? '' : say('notCode'));
  if (!code) return byId('code').focus();
  const button = byId('send') as HTMLButtonElement;
  button.disabled = true;
  progress(0);
  const wrong = await prove(code);
  button.disabled = false;
  tell('progress', '');
  if (wrong === undefined) return opened();
  tell('fault', wrong);
  byId('code').focus();
}

/** `opened`: the window is open now. */
export function onCode(opened: () => void): void {
  byId('open').onsubmit = (event) => {
    event.preventDefault();
    void submit(opened);
  };
}
