// The setup code as a key: who proves it over plain HTTP opens the setup window.

import { expect, it } from 'vitest';
import { keyFor, type Offer, proofOf } from '../../firmware/protocols/http/page/home/proof.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { ask, JSON_TYPE, type Response } from './http-client.ts';
import type { Rig } from './rig.ts';
import { codeOf, refused, WRONG_CODE } from './sealed.ts';

const CLOSED = { provisioned: true, start: { access: 'window' as const } };
const CN = 'c1'.repeat(16);

async function offerOf(rig: Rig): Promise<Offer> {
  const answer = await ask(rig, '/api/open');
  expect(answer.status).toBe(200);
  return answer.json().data;
}

const post = (rig: Rig, body: object): Promise<Response> =>
  ask(rig, '/api/open', { body: JSON.stringify(body), headers: JSON_TYPE, ms: 5_000 });

async function prove(rig: Rig, code: string, offer?: Offer): Promise<Response> {
  const given = offer ?? (await offerOf(rig));
  const key = (await keyFor(code.replaceAll('-', ''), given, () => Promise.resolve())) ?? '';
  return post(rig, { dn: given.dn, cn: CN, p: proofOf(key, given, CN) });
}

onBothEngines('the setup code as a key', (start) => {
  it('opens the window for 15 minutes', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const offer = await offerOf(rig);
    expect(offer).toMatchObject({ id: 'wifiprov-000110', it: 10_000 });
    expect([offer.salt.length, offer.dn.length]).toEqual([32, 32]);
    const answer = await prove(rig, await codeOf(rig), offer);
    expect([answer.status, answer.json()]).toEqual([200, { ok: true, data: { window: 'open', window_s: 900 } }]);
    await rig.said('# window open');
    expect((await ask(rig, '/api/config')).json().data.STA.SSID).toBe('Home');
    expect((await rig.state()).ap).toBeNull();
  });

  it('takes one proof for a nonce, right or wrong', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const offer = await offerOf(rig);
    const code = await codeOf(rig);
    expect((await prove(rig, code, offer)).status).toBe(200);
    const again = await prove(rig, code, offer);
    expect([again.status, again.json().code]).toEqual([403, 'bad_proof']);
    // Nothing was guessed: the device is not locked.
    expect((await ask(rig, '/api/open')).status).toBe(200);
  });

  it('is taken from one browser while others ask for a nonce too', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const code = await codeOf(rig);
    const offer = await offerOf(rig);
    // Also one that asks all the time keeps nobody out.
    for (let n = 0; n < 3; n++) expect(await offerOf(rig)).toEqual(offer);
    expect((await prove(rig, code, offer)).status).toBe(200);
    expect((await offerOf(rig)).dn).not.toBe(offer.dn);
  });

  it('with a wrong one opens nothing, and locks for a while, sealed sessions too', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const answer = await prove(rig, WRONG_CODE);
    expect([answer.status, answer.json().code]).toEqual([403, 'bad_proof']);
    const locked = await ask(rig, '/api/open');
    expect([locked.status, locked.json()]).toMatchObject([429, { code: 'locked' }]);
    expect(locked.json().s).toBeLessThanOrEqual(2);
    expect((await post(rig, { dn: CN, cn: CN, p: CN })).status).toBe(429);
    expect(await refused(rig, await codeOf(rig))).toMatch(/^locked [12]$/);
    expect((await ask(rig, '/api/config')).status).toBe(403);
  });

  it.each([
    ['{"dn":1}', 'invalid_value'],
    ['{}', 'invalid_value'],
    ['[1]', 'invalid_value'],
    ['7', 'invalid_request'],
    ['{"dn"', 'bad_json'],
    [`${'['.repeat(300)}${']'.repeat(300)}`, 'too_deep'],
  ])('answers %j with %s', async (body, code) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const answer = await ask(rig, '/api/open', { body, headers: JSON_TYPE });
    expect([answer.status, answer.json().code]).toEqual([400, code]);
  });

  it('answers no other site', async () => {
    const rig = await start(CLOSED);
    const headers = { ...JSON_TYPE, Origin: 'http://evil.example' };
    expect((await ask(rig, '/api/open', { body: '{}', headers })).status).toBe(403);
    expect((await ask(rig, '/api/open', { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
  });
});

onNodeOnly('the setup code as a key', (start) => {
  it('is asked for anew when the nonce is two minutes old, without being locked', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const code = await codeOf(rig);
    const offer = await offerOf(rig);
    await rig.core.pass(120_000);
    expect((await prove(rig, code, offer)).json().code).toBe('bad_proof');
    expect((await prove(rig, code)).status).toBe(200);
  });

  it.each([
    ['the same for a minute', 60_000, true],
    ['another one from then on, which serves for two minutes too', 60_001, false],
  ])('gives %s', async (_what, ms, isSame) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const offer = await offerOf(rig);
    await rig.core.pass(ms);
    const later = await offerOf(rig);
    expect(later.dn === offer.dn).toBe(isSame);
    await rig.core.pass(isSame ? 0 : 110_000);
    expect((await prove(rig, await codeOf(rig), later)).status).toBe(200);
  });

  it('keeps the window open for 15 idle minutes', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await prove(rig, await codeOf(rig));
    await rig.core.pass(14 * 60_000);
    expect(rig.output()).not.toContain('# window closed');
    await rig.said('# window closed', 61_000);
  });

  it('counts wrong ones over restarts', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    expect((await prove(rig, WRONG_CODE)).status).toBe(403);
    await rig.core.pass(3_000);
    expect((await prove(rig, WRONG_CODE)).status).toBe(403);
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(async () => rig.core.readyCount() > 1);
    expect((await ask(rig, '/api/open')).json().code).toBe('locked');
  });
});
