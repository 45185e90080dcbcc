// Who does not know the setup code, and what he may try: replay, across a restart too, reorder, cut, change, guess, flood.

import { expect, it } from 'vitest';
import { MAX_WRONG_PROOFS } from '../../firmware/runtime/boot/guard.ts';
import type { Client } from './client.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { LEAVING_MS } from './leaving.ts';
import type { Rig } from './rig.ts';
import { codeOf, done, refused, restart, type Sealed, seal, WRONG_CODE } from './sealed.ts';

const CLOSED = { provisioned: true, start: { access: 'window' as const } };
const HELLO = { t: 'hello', v: 1, cn: '00'.repeat(16) };
const WRONG_PROOF = { t: 'proof', p: '00'.repeat(16) };

/** `hello`, or why not. */
async function answerTo(client: Client, message: object | string): Promise<string> {
  const { t, e, s } = await client.ask(message);
  return t === 'err' ? [e, s].filter(Boolean).join(' ') : String(t);
}

const said = (sealed: Sealed): string[] =>
  sealed.tap.wire.filter((line) => line.startsWith('>')).map((line) => line.slice(1));

onBothEngines('what was overheard', (start) => {
  it('is worth nothing in another connection, nor after a restart', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const sealed = await seal(rig, await codeOf(rig));
    for (let i = 0; i < 2; i++) await sealed.ask({ cmd: 'get' });
    sealed.session.close();
    for (let round = 0; round < 2; round++) {
      if (round) await restart(rig);
      await rig.online('Home');
      const client = await rig.client();
      // After a wrong proof, in another round too, the device is locked for 2 s.
      await rig.until(async () => (await answerTo(client, said(sealed)[0] ?? '')) === 'hello', 4_000);
      const answers: string[] = [];
      for (const line of said(sealed).slice(1)) answers.push(await answerTo(client, line));
      expect(answers).toEqual(['proof', 'state', 'state']);
      client.close();
    }
  });
});

onNodeOnly('nonces', (start) => {
  it('of eight restarts with four hellos each are 32 different ones', async () => {
    const rig = await start(CLOSED);
    const nonces = new Set<string>();
    for (let boot = 0; boot < 8; boot++) {
      const client = await rig.client();
      for (let i = 0; i < 4; i++) nonces.add((await client.ask(HELLO))['dn']);
      client.close();
      await restart(rig);
    }
    expect(nonces.size).toBe(32);
  });
});

onNodeOnly('a box on the way', (start) => {
  /** Disconnects, if the device obeys. */
  async function disconnect(rig: Rig, code: string, change: (line: string) => string[]): Promise<Sealed> {
    const sealed = await seal(rig, code);
    const sent = new Promise<void>((resolve) => {
      sealed.tap.change = (line) => {
        resolve();
        return change(line);
      };
    });
    sealed.session.request({ cmd: 'disconnect' }).catch(() => {});
    await done(rig, sent);
    await rig.core.pass(0);
    return sealed;
  }

  async function isOnline(rig: Rig): Promise<boolean> {
    return (await rig.state()).link?.ssid === 'Home';
  }

  it('is not obeyed with any one of its bytes changed', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const code = await codeOf(rig);
    let length = 1;
    for (let at = 0; at < length; at++) {
      const sealed = await disconnect(rig, code, (line) => {
        length = line.length;
        return [line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ 1) + line.slice(at + 1)];
      });
      await rig.core.pass(20);
      await rig.core.pass(0);
      sealed.session.close();
      await rig.core.pass(0);
      expect(await isOnline(rig), `byte ${at}`).toBe(true);
    }
    expect(length).toBeGreaterThan(120);
  });

  it.each<[string, (line: string) => string[]]>([
    ['cut short by a block', (line) => [line.replace(/[0-9a-f]{32}","m"/, '","m"')]],
    ['without its tag', (line) => [line.replace(/"m":"[0-9a-f]*"/, '"m":""')]],
    ['with the next number', (line) => [line.replace('"n":0', '"n":1')]],
    ['cut off in the middle', (line) => [line.slice(0, 60)]],
    ['after a sealed frame of another client', (line) => [line.replace(/"m":"../, '"m":"xx'), line]],
  ])('is not obeyed %s', async (_, change) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const sealed = await disconnect(rig, await codeOf(rig), change);
    await rig.core.pass(1_000);
    sealed.session.close();
    await rig.core.pass(0);
    expect(await isOnline(rig)).toBe(true);
  });

  it('is obeyed unchanged, but not a second time', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const sealed = await disconnect(rig, await codeOf(rig), (line) => [line, line]);
    await rig.until(() => sealed.tap.wire.at(-1) === '<{"t":"err","e":"mac"}');
    await rig.until(async () => !(await isOnline(rig)), LEAVING_MS);
    await done(
      rig,
      sealed.session.request({ cmd: 'ping' }).catch(() => {}),
    );
    expect(sealed.ends.map((end) => end.code)).toEqual(['tampered']);
  });
});

onNodeOnly('guessing', (start) => {
  it('locks all clients for 2, 4, 8, 16, 32, 60, 60 s, and costs one byte of flash up to the sixth', async () => {
    const rig = await start(CLOSED);
    const code = await codeOf(rig);
    await rig.core.pass(31_000);
    const { flashWrites } = await rig.state();
    const waits: string[] = [];
    const writes: number[] = [];
    for (let i = 1; i <= MAX_WRONG_PROOFS + 2; i++) {
      expect(await refused(rig, WRONG_CODE)).toBe('bad_proof');
      writes.push((await rig.state()).flashWrites - flashWrites);
      waits.push(await refused(rig, code));
      await rig.core.pass(60_000);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60].map((s) => `locked ${s}`));
    expect(writes).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
  });

  it('is not made cheaper by switching off and on, and forgiven by the right code', async () => {
    const rig = await start(CLOSED);
    const code = await codeOf(rig);
    for (let i = 0; i < 3; i++) {
      expect(await refused(rig, WRONG_CODE)).toBe('bad_proof');
      await rig.core.pass(10_000);
    }
    await restart(rig);
    expect(await refused(rig, code)).toMatch(/^locked [678]$/);
    await rig.core.pass(8_100);
    expect(await refused(rig, code)).toBe('ok');
    await restart(rig);
    expect(await refused(rig, code)).toBe('ok');
    expect(await refused(rig, WRONG_CODE)).toBe('bad_proof');
    expect(await refused(rig, code)).toBe('locked 2');
  });

  it('by two connections at once is one guess', async () => {
    const rig = await start(CLOSED);
    const [one, two] = [await rig.client(), await rig.client()];
    expect(await answerTo(one, HELLO)).toBe('hello');
    expect(await answerTo(two, HELLO)).toBe('hello');
    expect(await answerTo(one, WRONG_PROOF)).toBe('state');
    expect(await answerTo(two, WRONG_PROOF)).toBe('proof');
    expect(await answerTo(one, HELLO)).toBe('locked 2');
    expect(await answerTo(one, WRONG_PROOF)).toBe('state');
  });
});

onBothEngines('a flood of hellos', (start) => {
  it('writes nothing, and blocks neither plain requests nor a proved session', async () => {
    const rig = await start(CLOSED);
    // While it joins, heap is set aside for that, and one connection more may be told to come back.
    await rig.online('Home');
    const code = await codeOf(rig);
    const sealed = await seal(rig, code);
    const [flood, plain] = [await rig.client(), await rig.client()];
    const { flashWrites } = await rig.state();
    // The device holds 4096 bytes for a client that waits for its answers; the interpreter's flash file is slow.
    const count = rig.core.isReal ? 15 : 60;
    flood.send(JSON.stringify(HELLO).repeat(count));
    expect(await plain.ask({ cmd: 'ping' }, 10_000)).toMatchObject({ ok: true });
    expect(await sealed.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    await rig.until(() => flood.lines().length === count, 10_000);
    expect(new Set(flood.lines())).toEqual(new Set(['{"t":"err","e":"busy"}']));
    sealed.session.close();
    await rig.until(async () => (await answerTo(plain, HELLO)) === 'hello');
    flood.send(JSON.stringify(HELLO).repeat(count));
    await rig.until(() => flood.lines().length === 2 * count, 20_000);
    // What was answered last may still be on its way, and hold the heap that one more connection needs.
    let told = 'closed';
    await rig.until(async () => {
      told = await refused(rig, code);
      return told !== 'closed';
    }, 10_000);
    expect(told).toBe('ok');
    expect(flashWrites).toBeGreaterThan(0);
    expect((await rig.state()).flashWrites - flashWrites).toBeLessThanOrEqual(2);
  });
});
