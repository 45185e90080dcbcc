// Part: the radio, the trial of new settings, and what follows from it.

import { ON_PURPOSE } from '../boot/guard.ts';
import { type Fault, fault, fieldFault } from '../core/result.ts';
import { apply } from '../device/apply.ts';
import { committedOf, type Engine } from '../device/engine.ts';
import { cancelTrial } from '../device/outcome.ts';
import { quirksOf } from '../device/quirks.ts';
import { codeReady, onRadio, scan, send, settle, tick } from '../device/radio.ts';
import { espruinoRadio, espruinoVersion, reboot, setHostname } from '../hal/espruino.ts';
import { appOf } from '../kernel/app.ts';
import { FLOW_LINK, type Kernel } from '../kernel/kernel.ts';
import type { EnginePart } from '../kernel/parts.ts';
import { HOLD_MAX_MS } from '../wifi/link/state.ts';

/** Replies get this long to reach their readers before the restart. */
export const RESTART_DELAY_MS = 500;

function makeCode(kernel: Kernel): void {
  if ((kernel.kept.code && kernel.kept.seeded) || kernel.kept.making) return;
  kernel.kept.making = true;
  kernel.load('maker')(kernel);
}

function restart(kernel: Kernel, wipe: 'config' | 'all' | ''): void {
  if (kernel.kept.restarting) return;
  kernel.kept.restarting = true;
  kernel.ports.clock.after(RESTART_DELAY_MS, () => {
    if (wipe)
      kernel
        .load('vault')(kernel.kept)
        .wipe(wipe === 'all');
    kernel.load('vault')(kernel.kept).mark(ON_PURPOSE);
    reboot();
  });
}

function connect(engine: Engine): Fault | undefined {
  const config = committedOf(engine);
  if (config.mode === 1) return fault('invalid_request', 'mode is 1 (AP); set mode 0 to connect');
  if (!config['STA.SSID']) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is empty; set a network first');
  engine.kept.failed = undefined;
  send(engine, { type: 'connect' });
  return undefined;
}

function engineOf(kernel: Kernel): Engine {
  return {
    kept: kernel.kept,
    clock: kernel.ports.clock,
    radio: espruinoRadio(kernel.ears.radio, kernel.ports.link),
    quirks: quirksOf(espruinoVersion()),
    scanners: [],
    tell: (news) => kernel.tell(news),
    log: (level, text) => kernel.log(FLOW_LINK, level, text),
    wakeAt: (ms) => kernel.wakeAt(ms),
    keep: (config) => kernel.load('vault')(kernel.kept).keep(config, kernel.kept.worked),
    settled() {
      kernel.gate().worked();
      if (BUILD_APP) appOf(kernel).settled();
    },
    makeCode: () => makeCode(kernel),
    restart: () => restart(kernel, ''),
  };
}

/** A reply that has not left when the network is left is lost: so the radio waits for those of TCP and HTTP. */
function holdForReplies(kernel: Kernel, engine: Engine): void {
  if (kernel.owesReplies()) send(engine, { type: 'hold', ms: HOLD_MAX_MS });
}

export function create(kernel: Kernel): EnginePart {
  const engine = engineOf(kernel);
  return {
    begin() {
      setHostname(kernel.kept.host);
      engine.radio.stopAp();
      settle(engine);
    },
    tick: () => tick(engine),
    onRadio: (event) => onRadio(engine, event),
    apply(checked) {
      holdForReplies(kernel, engine);
      return apply(engine, checked);
    },
    scan: (done) => scan(engine, done),
    connect() {
      holdForReplies(kernel, engine);
      return connect(engine);
    },
    disconnect() {
      holdForReplies(kernel, engine);
      cancelTrial(engine);
      send(engine, { type: 'disconnect' });
    },
    release: () => send(engine, { type: 'release' }),
    codeReady: () => codeReady(engine),
    restart: (wipe) => restart(kernel, wipe),
    busy: () => engine.scanners.length > 0 || kernel.kept.restarting,
  };
}
