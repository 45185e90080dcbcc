// The part that holds the session, on a chip at its worst: a register that repeats itself, a clock that stands still.

import { describe, expect, it, vi } from 'vitest';
import { newDeviceState } from '../../../firmware/provisioning/state.ts';
import { MAX_WRONG_PROOFS, RIGHT_PROOF, WRONG_PROOF } from '../../../firmware/runtime/boot/guard.ts';
import type { Service } from '../../../firmware/runtime/service.ts';
import { CLIENT_PROOF, keysOf, proofOf, transcript } from '../../../firmware/security/session/keys.ts';
import { create, type SessionModule } from '../../../firmware/security/session/module.ts';
import { initialState } from '../../../firmware/wifi/link/state.ts';
import { ciphers } from '../../fakes/ciphers.ts';
import { HELLO, OWNER, WRONG } from './rig.ts';
import { VECTOR } from './vector.ts';

vi.mock('../../../firmware/platform/espruino.ts', async () => {
  const fakes = await import('../../fakes/ciphers.ts');
  return { apMac: () => '0200000110', espruinoCiphers: () => fakes.ciphers, hardwareRandom: () => 0x5a5a5a5a };
});

interface Rig {
  part: SessionModule;
  service: Service;
  marks: string[];
  /** Time, which only the row moves. */
  time: { ms: number };
  made: number;
}

interface Settings {
  start?: number;
  seeded?: boolean;
  wrong?: number;
  key?: string;
}

/** One start of the chip; flash is what the settings say. */
function boot({ start = 7, seeded = true, wrong = 0, key = VECTOR.salt + VECTOR.psk }: Settings = {}): Rig {
  const time = { ms: 0 };
  const marks: string[] = [];
  const rig = { time, marks, made: 0 } as Rig;
  const store = {
    key: () => key,
    seed: () => 's'.repeat(32),
    wrongProofs: () => wrong,
    mark: (letter: string) => void marks.push(letter),
  };
  const makeSecrets = (): void => {
    rig.made++;
    rig.service.state.making = true;
  };
  rig.service = {
    state: Object.assign(newDeviceState(initialState()), { seeded }),
    boot: { safe: false, powerCycles: 0, starts: start },
    ports: { clock: { nowMs: () => time.ms } },
    load: (part: string) => (part === 'store' ? () => store : makeSecrets),
  } as unknown as Service;
  rig.part = create(rig.service);
  return rig;
}

const ask = (rig: Rig, message: object): { [key: string]: unknown } =>
  JSON.parse(rig.part.take(OWNER, message as { [key: string]: unknown }).reply ?? '{}');

describe('nonces', () => {
  it('never come again, however often the chip starts and the part is let go', () => {
    const seen = new Set<unknown>();
    for (let start = 1; start <= 10; start++) {
      const rig = boot({ start });
      for (let i = 0; i < 10; i++) {
        seen.add(ask(rig, HELLO)['dn']);
        if (i % 3 === 0) rig.part = create(rig.service);
      }
    }
    expect(seen.size).toBe(100);
  });

  it('without a seed there is none: it is made, once', () => {
    const rig = boot({ seeded: false });
    for (let i = 0; i < 3; i++) expect(ask(rig, HELLO)).toEqual({ t: 'err', e: 'busy' });
    expect(rig.made).toBe(1);
    rig.service.state.seeded = true;
    expect(ask(rig, HELLO)['t']).toBe('hello');
  });

  it('of a start that could not be counted there is none, and nothing is made', () => {
    const rig = boot({ start: 0, seeded: false });
    expect(ask(rig, HELLO)).toEqual({ t: 'err', e: 'busy' });
    expect(rig.made).toBe(0);
  });

  it('without a key there is none either', () => {
    expect(ask(boot({ key: '' }), HELLO)).toEqual({ t: 'err', e: 'busy' });
  });
});

describe('wrong proofs', () => {
  it('are in flash before the client hears of it, the sixth last', () => {
    const rig = boot();
    for (let i = 1; i <= MAX_WRONG_PROOFS + 2; i++) {
      ask(rig, HELLO);
      expect(ask(rig, WRONG)).toEqual({ t: 'err', e: 'proof' });
      expect(rig.marks).toEqual(new Array(Math.min(i, MAX_WRONG_PROOFS)).fill(WRONG_PROOF));
      rig.time.ms += 60_000;
    }
  });

  it.each([
    [0, 'hello'],
    [1, 2],
    [3, 8],
    [MAX_WRONG_PROOFS, 60],
  ])('%i of before a restart: %s', (wrong, expected) => {
    const reply = ask(boot({ wrong }), HELLO);
    expect(reply['s'] ?? reply['t']).toBe(expected);
  });

  it('are forgotten by a right one, which writes only then', () => {
    for (const wrong of [0, 2]) {
      const rig = boot({ wrong });
      rig.time.ms = 60_000;
      const { salt, dn, id } = ask(rig, HELLO);
      const bytes = (hex: unknown): string => Buffer.from(String(hex), 'hex').toString('latin1');
      const hash = transcript(ciphers, 'PROVLAN1', {
        salt: bytes(salt),
        clientNonce: VECTOR.clientNonce,
        nonce: bytes(dn),
        id: String(id),
      });
      const p = proofOf(ciphers, keysOf(ciphers, VECTOR.psk, hash), CLIENT_PROOF, hash);
      expect(ask(rig, { t: 'proof', p })['t']).toBe('proof');
      expect(rig.marks).toEqual(wrong ? [RIGHT_PROOF] : []);
      expect(rig.service.state.wrongProofs).toBe(0);
    }
  });
});
