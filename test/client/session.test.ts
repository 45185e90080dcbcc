// The client library against a device and somebody on the wire: what it takes, and what it makes of the rest.

import { describe, expect, it } from 'vitest';
import { type Failure, openSession } from '../../tools/client/session.ts';
import { fakeDevice, type Settings } from '../fakes/sealed-device.ts';

const CODE = '7KQ2M9XD4TRA';
const START = { code: CODE };

async function failureOf(work: Promise<unknown>): Promise<Partial<Failure>> {
  try {
    await work;
    return {};
  } catch (error) {
    return error as Failure;
  }
}

/** For rows in which something stays out; where an answer comes, a busy machine may take its time. */
const SHORT_MS = 200;

/** Opens a session and asks once. */
async function askOnce(settings: Settings, code: string, timeoutMs?: number): Promise<string> {
  const device = fakeDevice(settings);
  const failed = await failureOf(
    openSession(device.transport, code, timeoutMs ? { timeoutMs } : {}).then((session) =>
      session.request({ cmd: 'ping' }),
    ),
  );
  expect(device.isClosed()).toBe(failed.code !== undefined);
  return failed.code ?? 'ok';
}

const turn = (line: string, at: number): string =>
  line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ 1) + line.slice(at + 1);

describe('a session', () => {
  it.each(['7KQ2-M9XD-4TRA', '7kq2m9xd4tra', ' 7KQ2 M9XD 4TRA '])('opens with the code typed as %j', async (typed) => {
    const device = fakeDevice(START);
    const session = await openSession(device.transport, typed);
    expect(session.id).toBe('fake');
    expect(await session.request({ cmd: 'ping' })).toEqual({ ok: true });
    session.close();
    expect(device.isClosed()).toBe(true);
  });

  it('gives each request its own reply, however many are on the way', async () => {
    const device = fakeDevice({ code: CODE, answer: (request) => ({ ok: true, data: JSON.parse(request).n }) });
    const session = await openSession(device.transport, CODE);
    const replies = await Promise.all([1, 2, 3, 4, 5].map((n) => session.request({ n })));
    expect(replies.map((reply) => reply['data'])).toEqual([1, 2, 3, 4, 5]);
    session.close();
  });

  it('hands over events, whenever they come', async () => {
    const heard: unknown[] = [];
    const device = fakeDevice({
      code: CODE,
      answer() {
        device.tell({ event: 'state', state: 'connecting' });
        return { ok: true };
      },
    });
    const session = await openSession(device.transport, CODE, { onEvent: (event) => heard.push(event) });
    expect(await session.request({ cmd: 'connect' })).toEqual({ ok: true });
    device.tell({ event: 'state', state: 'online' });
    await expect.poll(() => heard).toMatchObject([{ state: 'connecting' }, { state: 'online' }]);
    session.close();
  });

  it('shows nothing of what is asked and answered, and no two equal requests alike', async () => {
    const device = fakeDevice({ code: CODE, answer: () => ({ ok: true, data: 'Secret Home' }) });
    const session = await openSession(device.transport, CODE);
    for (let i = 0; i < 2; i++) await session.request({ STA: { SSID: 'Secret Home', PWD: 'correct horse' } });
    session.close();
    const wire = device.wire.join('\n');
    for (const secret of ['Secret', 'horse', CODE, 'SSID']) expect(wire).not.toContain(secret);
    const boxes = device.wire.filter((line) => line.startsWith('>{"t":"box"')).map((line) => JSON.parse(line.slice(1)));
    expect(boxes.map((box) => box.n)).toEqual([0, 1]);
    expect(boxes[0].c).not.toBe(boxes[1].c);
  });

  it('refuses a request that fits no box, and goes on', async () => {
    const device = fakeDevice(START);
    const session = await openSession(device.transport, CODE);
    expect(await failureOf(session.request({ long: 'x'.repeat(2000) }))).toMatchObject({ code: 'too_large' });
    expect(await session.request({ cmd: 'ping' })).toEqual({ ok: true });
    session.close();
  });

  it('ends what waits when it is closed', async () => {
    const device = fakeDevice({ code: CODE, answer: () => undefined });
    const session = await openSession(device.transport, CODE);
    const waiting = failureOf(session.request({ cmd: 'ping' }));
    await expect.poll(() => device.wire.at(-1)).toContain('>{"t":"box"');
    session.close();
    expect(await waiting).toMatchObject({ code: 'closed' });
    expect(await failureOf(session.request({ cmd: 'ping' }))).toMatchObject({ code: 'closed' });
  });
});

describe('no other client', () => {
  it.each<[string, string, Settings, string?]>([
    ['a wrong setup code', 'bad_code', START, 'ABC'],
    ['a code with one character wrong', 'bad_proof', START, '7KQ2M9XD4TRB'],
    ['a device that never answers', 'timeout', { ...START, change: (line, way) => (way === '<' ? '' : line) }],
    ['a device that takes a request and says nothing', 'timeout', { ...START, answer: () => undefined }],
    [
      'a device that knows no code and says yes to everything',
      'wrong_device',
      {
        code: '000000000000',
        change: (line) => line.replace(/\{"t":"err".*/, `{"t":"proof","p":"${'00'.repeat(16)}"}`),
      },
    ],
    [
      'one that sends the client its own proof back',
      'wrong_device',
      (() => {
        let proof = '';
        return {
          code: '000000000000',
          change(line: string, way: string) {
            if (way === '>' && line.includes('"proof"')) proof = line;
            return line.startsWith('{"t":"err"') ? proof : line;
          },
        };
      })(),
    ],
    ['4999 iterations', 'protocol', { ...START, change: (line) => line.replace('"it":10000', '"it":4999') }],
    ['200 001 iterations', 'protocol', { ...START, change: (line) => line.replace('"it":10000', '"it":200001') }],
    ['iterations as text', 'protocol', { ...START, change: (line) => line.replace('"it":10000', '"it":"10000"') }],
    [
      '5000 iterations, which are not the device’s',
      'bad_proof',
      { ...START, change: (line) => line.replace('"it":10000', '"it":5000') },
    ],
    ['a salt of 15 bytes', 'protocol', { ...START, change: (line) => line.replace(/"salt":".../, '"salt":"7') }],
    [
      'another version',
      'protocol',
      { ...START, change: (line, way) => (way === '<' ? line.replace('"v":1', '"v":2') : line) },
    ],
    ['another id', 'bad_proof', { ...START, change: (line) => line.replace('"id":"fake"', '"id":"evil"') }],
  ])('%s: %s', async (_, code, settings, typed = CODE) => {
    expect(await askOnce(settings, typed, code === 'timeout' ? SHORT_MS : undefined)).toBe(code);
  });

  it('can change a byte of any line of the device without ending it, but for its name', async () => {
    const clean = fakeDevice(START);
    const session = await openSession(clean.transport, CODE);
    await session.request({ cmd: 'ping' });
    session.close();
    const lines = clean.wire.filter((line) => line.startsWith('<')).map((line) => line.slice(1));
    for (const [i, line] of lines.entries()) {
      for (let at = 0; at < line.length; at += 7) {
        let count = 0;
        const change = (seen: string, way: string): string => (way === '<' && count++ === i ? turn(seen, at) : seen);
        expect(await askOnce({ ...START, change }, CODE, SHORT_MS), `line ${i} at ${at}: ${turn(line, at)}`).not.toBe(
          'ok',
        );
      }
    }
  }, 180_000);

  it.each([
    ['a reply in the clear', '{"ok":true,"data":"evil"}'],
    ['an event in the clear', '{"event":"state","state":"online"}'],
    ['a line that is not JSON', 'evil'],
    ['a sealed frame with a false tag', `{"t":"box","n":0,"c":"${'00'.repeat(32)}","m":"${'00'.repeat(16)}"}`],
  ])('can slip in %s', async (_, line) => {
    const heard: unknown[] = [];
    const ends: Failure[] = [];
    const device = fakeDevice({ code: CODE, answer: () => undefined });
    const session = await openSession(device.transport, CODE, {
      onEvent: (event) => heard.push(event),
      onEnd: (why) => ends.push(why),
    });
    const waiting = failureOf(session.request({ cmd: 'ping' }));
    await expect.poll(() => device.wire.at(-1)).toContain('>{"t":"box"');
    device.inject(line);
    expect(await waiting).toMatchObject({ code: 'tampered' });
    expect(heard).toEqual([]);
    expect(ends.map((end) => end.code)).toEqual(['tampered']);
  });

  it('can send a box of the device twice', async () => {
    const device = fakeDevice(START);
    const session = await openSession(device.transport, CODE);
    await session.request({ cmd: 'ping' });
    const waiting = failureOf(session.request({ cmd: 'ping' }));
    device.inject((device.wire.at(-1) ?? '').slice(1));
    expect(await waiting).toMatchObject({ code: 'tampered' });
  });

  it('is told how long the device is locked', async () => {
    const device = fakeDevice({
      ...START,
      change: (line, way) => (way === '<' ? '{"t":"err","e":"locked","s":8}' : line),
    });
    expect(await failureOf(openSession(device.transport, CODE))).toMatchObject({
      code: 'locked',
      seconds: 8,
      message: 'the device is locked after a wrong setup code; try again in 8 s',
    });
  });
});
