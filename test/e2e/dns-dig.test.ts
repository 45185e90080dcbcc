// Port 53 as Debian's dig sees it, which complains of whatever is malformed.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import type { Rig } from './rig.ts';
import { hasTool } from './tool.ts';

const AP = '192.168.4.1';
const APPLE = 'captive.apple.com';

describe.skipIf(!hasTool('dig', '-v'))('dig', () => {
  /** What dig tells of the reply; it complains of what is malformed on lines that begin with `;;`. */
  async function dig(
    rig: Rig,
    ...args: string[]
  ): Promise<{ status: string; counts: string; rows: string[]; all: string }> {
    const server = ['@127.0.0.1', '-p', String(rig.core.dnsPort), '+time=2', '+tries=3', '+notcp', '+ignore'];
    const { stdout } = await promisify(execFile)('dig', [...server, ...args]);
    const [, status = ''] = /status: (\w+)/.exec(stdout) ?? [];
    const [, counts = ''] = /(QUERY: .*)/.exec(stdout) ?? [];
    const rows = stdout.split('\n').filter((line) => /^[^;\s]/.test(line));
    expect(stdout).not.toMatch(/WARN|malformed|mismatch|extra|error:/i);
    return { status, counts, rows: rows.map((row) => row.replaceAll(/\s+/g, ' ')), all: stdout };
  }
  const NO_RECORD = 'QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0';
  const RECORD = 'QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0';

  onBothEngines('of Debian', (_start, share) => {
    it.each([
      ['its usual query, with EDNS and a cookie', [APPLE, 'A']],
      ['one without EDNS', [APPLE, 'A', '+noedns']],
      ['one that has padding', [APPLE, 'A', '+padding=128']],
      ['ANY', [APPLE, 'ANY']],
    ])('takes the address from the reply to %s', async (_, args) => {
      const { status, counts, rows } = await dig(await share(), ...args);
      expect({ status, counts, rows }).toEqual({
        status: 'NOERROR',
        counts: RECORD,
        rows: [`${APPLE}. 10 IN A ${AP}`],
      });
    });

    it.each([
      ['AAAA', [APPLE, 'AAAA'], 'NOERROR'],
      ['HTTPS', [APPLE, 'TYPE65'], 'NOERROR'],
      ['SVCB', [APPLE, 'TYPE64'], 'NOERROR'],
      ['SOA', ['example', 'SOA'], 'NOERROR'],
      ['another class', ['version.bind', 'TXT', 'CH'], 'NOERROR'],
      ['the relay', ['mask.icloud.com', 'A'], 'NXDOMAIN'],
      ['the proxy', ['WPAD.example', 'A'], 'NXDOMAIN'],
    ])('finds no record for %s', async (_, args, wanted) => {
      const { status, counts, rows } = await dig(await share(), ...args);
      expect({ status, counts, rows }).toEqual({ status: wanted, counts: NO_RECORD, rows: [] });
    });

    it('sees another opcode refused', async () => {
      const { status, all } = await dig(await share(), APPLE, 'A', '+opcode=4', '+noedns');
      expect(status).toBe('NOTIMP');
      expect(all).toContain('QUERY: 0, ANSWER: 0');
    });
  });
});
