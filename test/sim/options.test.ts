// The command line: each option's good values, and one clear sentence for a bad one.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOptions, type SimOptions } from '../../tools/sim/options.ts';

let said = '';
beforeEach(() => {
  said = '';
  const keep = (text: string | Uint8Array): boolean => {
    said += text;
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
});
afterEach(() => vi.restoreAllMocks());

function read(...argv: string[]): SimOptions {
  const result = readOptions(argv);
  if ('exit' in result) throw new Error(said);
  return result.options;
}

describe('the options of the simulator', () => {
  it('have the defaults that the manual names', () => {
    expect(read()).toMatchObject({
      engine: 'node',
      uartPort: null,
      ports: {
        tcp: { port: 6666, asked: false },
        http: { port: 8080, asked: false },
        dns: { port: 5353, asked: false },
      },
      flash: null,
      asFlashed: false,
      radio: null,
      speed: 1,
      control: null,
      seed: 1,
      portBuild: '2v27',
      idfLog: false,
      access: 'window',
      led: null,
      bootWindow: false,
      jsvars: null,
    });
  });

  it.each([
    [['--engine', 'espruino'], { engine: 'espruino' }],
    [['--uart', 'stdio'], { uartPort: null }],
    [['--uart', 'tcp:0'], { uartPort: 0 }],
    [['--uart', 'tcp:4000'], { uartPort: 4000 }],
    [['--speed', '0.5'], { speed: 0.5 }],
    [['--speed', '100'], { speed: 100 }],
    [['--control', '0'], { control: 0 }],
    [['--seed', '7'], { seed: 7 }],
    [['--port-build', '2v29.277'], { portBuild: '2v29.277' }],
    [['--port-build=next'], { portBuild: 'next' }],
    [['--idf-log'], { idfLog: true }],
    [['--access', 'open'], { access: 'open' }],
    [['--led', 'D4,on=0'], { led: { pin: 'D4', on: 0, online: 0 } }],
    [['--boot-window'], { bootWindow: true }],
    [['--flash', 'a.bin', '--as-flashed'], { flash: 'a.bin', asFlashed: true }],
    [['--flash', 'a.bin', '--radio', 'b.json'], { flash: 'a.bin', radio: 'b.json' }],
    [['--jsvars', '2500'], { jsvars: 2500 }],
  ])('%j are read as %j', (argv, expected) => {
    expect(read(...argv)).toMatchObject(expected);
  });

  it('insist on a port that was asked for, but not on "any"', () => {
    const { ports } = read('--tcp-port', '6666', '--http-port', '0');
    expect(ports.tcp).toEqual({ port: 6666, asked: true });
    expect(ports.http).toEqual({ port: 0, asked: false });
  });

  it.each([
    [['--engine', 'v8'], 'node or espruino'],
    [['--uart', 'usb'], 'stdio or tcp:PORT'],
    [['--uart', 'tcp:70000'], 'stdio or tcp:PORT'],
    [['--uart', 'tcp:'], 'stdio or tcp:PORT'],
    [['--tcp-port', '65536'], '0..65535'],
    [['--http-port', '-1'], '0..65535'],
    [['--dns-port', '5e1'], '0..65535'],
    [['--speed', '0'], 'above 0'],
    [['--speed', 'fast'], 'above 0'],
    [['--speed', '-2'], 'above 0'],
    [['--control', 'x'], '0..65535'],
    [['--seed', '1.5'], '0..4294967295'],
    [['--port-build', '2v28'], '2v27 or 2v29.277 or next'],
    [['--access', 'closed'], 'window or open'],
    [['--jsvars', '10'], '1000..16383'],
    [['--flash'], 'argument missing'],
    [['--colour'], 'unknown option'],
    [['file.js'], 'too many arguments'],
  ])('%j ends with status 2 and says why', (argv, words) => {
    expect(readOptions(argv)).toEqual({ exit: 2 });
    expect(said).toContain(words);
  });

  it('--help ends with status 0 and names every option', () => {
    expect(readOptions(['--help'])).toEqual({ exit: 0 });
    expect(said.match(/--[a-z-]+/g)).toEqual(
      expect.arrayContaining(['--engine', '--uart', '--tcp-port', '--flash', '--radio', '--control', '--port-build']),
    );
  });
});
