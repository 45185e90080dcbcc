// Part: judges and answers requests, whichever door they come by.

import type { Context } from '../commands/context.ts';
import { answerRequest, setFromWifiText } from '../commands/request.ts';
import { scanOf, statusOf } from '../commands/status.ts';
import { type Changes, checkChanges } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import { configLines } from '../config/show.ts';
import { isFault } from '../core/result.ts';
import { recall } from '../device/history.ts';
import { apMac, espruinoVersion, freeVars, minHeap } from '../hal/espruino.ts';
import { FLOW_COMMANDS, type Kernel } from '../kernel/kernel.ts';
import type { DeskPart } from '../kernel/parts.ts';
import { unpack } from '../wifi/networks.ts';

function contextOf(kernel: Kernel): Context {
  const kept = kernel.kept;
  const clock = kernel.ports.clock;
  const context: Context = {
    kept,
    link: kernel.ports.link,
    access: kernel.options.access || BUILD_ACCESS,
    host: `wifiprov-${apMac().slice(-6)}`,
    espruino: espruinoVersion(),
    uptime_s: () => Math.floor(clock.nowMs() / 1000),
    freeVars,
    minHeap,
    writesLeft: () => kernel.load.vault()().writesLeft(),
    config: () => JSON.parse(kept.committed) as Config,
    change(changes: Changes) {
      const checked = checkChanges(changes, context.config());
      if (isFault(checked)) return checked;
      const same = JSON.stringify(checked.config) === (kept.trial || kept.committed);
      return same ? { ok: true, unchanged: true, state: kept.link.word } : kernel.engine().apply(checked);
    },
    networks: () => unpack(kept.seen),
    history: () => recall(kept.attempts, context.uptime_s()),
    engine: () => kernel.engine(),
  };
  return context;
}

export function create(kernel: Kernel): DeskPart {
  const context = contextOf(kernel);
  return {
    answer(text, keys, reply) {
      kernel.log(FLOW_COMMANDS, 1, `request of ${text.length} bytes`);
      answerRequest(context, text, keys, reply);
    },
    change: context.change,
    setFromWifiText: (text) => setFromWifiText(context, text),
    config: context.config,
    configLines: () => configLines(context.config()),
    status: () => statusOf(context),
    scanData: () => scanOf(context),
    networks: context.networks,
    history: context.history,
  };
}
