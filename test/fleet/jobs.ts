// Devices of a fleet for tests that ask no device.

import type { Ending, Job } from '../../tools/fleet/types.ts';

export function job(number = 1, more: Partial<Job> = {}): Job {
  const host = more.host ?? `lamp-${number}`;
  return {
    line: number + 1,
    host,
    port: '',
    name: '',
    key: `host ${host} 6666`,
    target: { host, code: 'SECR-ETCO-DE00', timeoutMs: 1_000 },
    changes: { STA: { SSID: 'Home', PWD: 'secret password' }, AP: { PWD: 'secret of the lamp' } },
    settings: '0123456789ab',
    ...more,
  };
}

export function ending(number = 1, more: Partial<Ending> = {}): Ending {
  return {
    job: job(number),
    ok: true,
    reason: '',
    message: '',
    ssid: 'Home',
    ip: '10.0.0.7',
    id: 'wifiprov-000110',
    tries: 1,
    seconds: 1.25,
    exit: 0,
    json: { ok: true, state: 'online' },
    ...more,
  };
}

export const WRONG_PASSWORD = {
  ok: false,
  reason: 'wrong_password',
  message: 'The network refused the password.',
  ip: '',
  exit: 1,
};
export const UNREACHABLE = { ok: false, reason: 'unreachable', message: 'nobody answers', ssid: '', ip: '', exit: 3 };
