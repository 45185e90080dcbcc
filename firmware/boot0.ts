// `.boot0`, the first thing that runs after every reset: shuts the doors that a stock build leaves open, then counts
// the boot before anything risky is tried. Everything stands alone: what fails must not keep the rest from running.

import {
  crc32,
  espruinoFiles,
  espruinoFlash,
  espruinoVersion,
  resetCause,
  say,
  share,
  shared,
  shutDoors,
} from './platform/espruino.ts';
import { ON_PURPOSE, planBoot, startEvent } from './runtime/boot/guard.ts';
import { isTooOld, tooOldSentence } from './runtime/boot/least.ts';
import { type BootReport, REPORT } from './runtime/boot/report.ts';
import { NEXT_SLOT, RUNS_JUST_LEFT, type RunningSlot } from './runtime/boot/running-slot.ts';
import { append, openEvents } from './storage/boot-log.ts';
import { filesArea } from './storage/files-area.ts';
import { FALLBACK_PAGE_BYTES, FALLBACK_PREFIX, LOG_PAGES, storePages } from './storage/layout.ts';

function wasLeft(): boolean {
  const running = shared(NEXT_SLOT) as RunningSlot | undefined;
  return !!running && !!running[RUNS_JUST_LEFT];
}

function count(): BootReport {
  const area = espruinoFlash() || filesArea(espruinoFiles(), FALLBACK_PREFIX, LOG_PAGES, FALLBACK_PAGE_BYTES);
  const events = openEvents(area, storePages(area), crc32);
  // The starts of a firmware that was left are not this one's.
  if (BUILD_UPDATE && wasLeft()) append(events, ON_PURPOSE);
  const isCounted = append(events, startEvent(resetCause()));
  const verdict = planBoot(events.recent);
  if (verdict.safe) append(events, ON_PURPOSE);
  const report = { safe: verdict.safe, powerCycles: verdict.powerCycles, starts: isCounted ? events.total : 0 };
  return BUILD_APP ? Object.assign(report, { crashes: verdict.crashes }) : report;
}

shutDoors();
// Nothing that follows was written for an older release: it is told why, and the REPL keeps the port.
if (isTooOld(espruinoVersion())) {
  share(REPORT, { tooOld: true });
  say(`# ${tooOldSentence(espruinoVersion())}`);
} else share(REPORT, count());
