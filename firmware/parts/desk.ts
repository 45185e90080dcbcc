// Part: judges and answers requests, whichever door they come by.

import type { Context } from '../commands/context.ts';
import { answerRequest, setFromWifiText } from '../commands/request.ts';
import { scanOf, statusOf } from '../commands/status.ts';
import { submit } from '../commands/submit.ts';
import { type Changes, checkChanges } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import { configLines } from '../config/show.ts';
import { isFault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import { recall } from '../device/history.ts';
import { windowFault } from '../device/window.ts';
import { collect, espruinoVersion, minHeap } from '../hal/espruino.ts';
import { appOf } from '../kernel/app.ts';
import { FLOW_COMMANDS, type Kernel } from '../kernel/kernel.ts';
import type { DeskPart } from '../kernel/parts.ts';
import { unpack } from '../wifi/networks.ts';

function contextOf(kernel: Kernel): Context {
  const kept = kernel.kept;
  const clock = kernel.ports.clock;
  const context: Context = {
    kept,
    link: kernel.ports.link,
    access: kernel.access,
    host: kept.host,
    espruino: espruinoVersion(),
    uptime_s: () => Math.floor(clock.nowMs() / 1000),
    freeVars: collect,
    minHeap,
    writesLeft: () => kernel.load('vault')().writesLeft(),
    config: () => JSON.parse(kept.committed) as Config,
    change(changes: Changes) {
      const checked = checkChanges(changes, context.config());
      if (isFault(checked)) return checked;
      const same = JSON.stringify(checked.config) === (kept.trial || kept.committed);
      if (same) return { ok: true, unchanged: true, state: kept.link.word };
      const outcome = kernel.engine().apply(checked);
      // What is on trial changes when it has worked.
      if (BUILD_APP && !isFault(outcome) && !kept.trial) appOf(kernel).tell('changed', {});
      return outcome;
    },
    refuse: (who) => (kernel.masks(who) ? windowFault() : undefined),
    gate: () => kernel.gate(),
    networks: () => unpack(kept.seen),
    history: () => recall(kept.attempts, context.uptime_s()),
    engine: () => kernel.engine(),
  };
  if (BUILD_APP) context.app = () => (kernel.user ? kernel.user.word : 'off');
  return context;
}

export function create(kernel: Kernel): DeskPart {
  const context = contextOf(kernel);
  /** An opened window stays open as long as requests are accepted. */
  function touch(reply: object): Outcome {
    if (!isFault(reply)) kernel.gate().touch();
    return reply as Outcome;
  }
  return {
    answer(text, keys, who, reply) {
      kernel.log(FLOW_COMMANDS, 1, `request of ${text.length} bytes`);
      answerRequest(context, text, keys, who, (given) => {
        touch(given);
        reply(given);
      });
    },
    refuse: context.refuse,
    change: (changes, who) => touch(context.refuse(who) || context.change(changes)),
    setFromWifiText: (text, who) => touch(context.refuse(who) || setFromWifiText(context, text)),
    submit(body, who) {
      const submitted = submit(context, body, who);
      touch(submitted.fault || {});
      return submitted;
    },
    config: context.config,
    configLines: () => configLines(context.config()),
    status: (who) => statusOf(context, who),
    scanData: () => scanOf(context),
    networks: context.networks,
    history: context.history,
  };
}
