// The rows of the table of limits, from the constants themselves.

import { WIFI_TEXT_MAX } from '../../firmware/config/wifi-text.ts';
import { MAX_DEPTH } from '../../firmware/lib/json/structure.ts';
import { WRITE_MAX } from '../../firmware/lib/qr/drawing.ts';
import { QR_MAX } from '../../firmware/lib/qr/version.ts';
import { LABEL_MAX, MESSAGE_MAX, NAME_MAX } from '../../firmware/protocols/dns/message.ts';
import { REQUEST_MAX } from '../../firmware/protocols/tcp/frame.ts';
import { IDLE_MS, QUIET_MS, UNFINISHED_MS } from '../../firmware/protocols/tcp/limits.ts';
import { CLIENTS_MAX } from '../../firmware/protocols/tcp/server.ts';
import { AHEAD_MAX, BURST_CUT } from '../../firmware/protocols/uart/console.ts';
import { LINE_MAX } from '../../firmware/protocols/uart/edited-line.ts';
import { RECALL_BYTES, RECALL_LINES } from '../../firmware/protocols/uart/line-recall.ts';
import { HISTORY_MAX } from '../../firmware/provisioning/history.ts';
import { SCAN_REPLY_MS } from '../../firmware/provisioning/scan-waiters.ts';
import { BOOT_WINDOW_MS, POWER_CYCLES_TO_OPEN, TEN_SECONDS_MS } from '../../firmware/runtime/boot/guard.ts';
import { HOLD_MAX_MS, HOLD_RESET_MS, HOLD_WINDOW_MS } from '../../firmware/runtime/button-gesture.ts';
import {
  AP_AFTER_SUCCESS_MS,
  ATTEMPTS,
  BACKOFF_FIRST_MS,
  BACKOFF_MAX_MS,
  CLIENT_PAUSE_MS,
  FALLBACK_AP_MS,
  HEARTBEAT_MS,
  TRIAL_MS,
} from '../../firmware/wifi/link/limits.ts';
import { NETWORKS_MAX } from '../../firmware/wifi/scan-results.ts';

const bytes = (value: number): string => `${value} bytes`;

function span(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

export const LIMITS: readonly (readonly [string, string])[] = [
  ['UART: one line', bytes(LINE_MAX)],
  ['UART: lines that the arrow keys recall', `${RECALL_LINES}, together ${bytes(RECALL_BYTES)}`],
  ['UART: typed ahead while a command is answered', bytes(AHEAD_MAX)],
  ['UART: one burst, on builds of Espruino up to 2v29', bytes(BURST_CUT)],
  ['the text of a Wi-Fi QR code', bytes(WIFI_TEXT_MAX)],
  ['UART: a QR code that is drawn', `${bytes(QR_MAX)}, in writes of at most ${WRITE_MAX}`],
  ['TCP: clients at once', String(CLIENTS_MAX)],
  ['TCP: one request, from its `{` to its `}`', bytes(REQUEST_MAX)],
  ['TCP: levels of `{` and `[`', String(MAX_DEPTH)],
  ['TCP: a request must be complete within', span(UNFINISHED_MS)],
  ['TCP: an `apply,` line without its end counts as ended after', span(QUIET_MS)],
  ['TCP: a connection without a request is closed after', span(IDLE_MS)],
  ['DNS: one message, the name in it, one part of the name', `${MESSAGE_MAX}, ${NAME_MAX}, ${LABEL_MAX} bytes`],
  ['a scan is answered within', span(SCAN_REPLY_MS)],
  ['networks kept of a scan', String(NETWORKS_MAX)],
  ['connection attempts in `history`', String(HISTORY_MAX)],
  ['a trial lasts at most', span(TRIAL_MS)],
  ['attempts of a trial (the last with the access point down if that may help)', String(ATTEMPTS)],
  [
    'pause between attempts to reach a network that has worked',
    `${span(BACKOFF_FIRST_MS)}, doubled up to ${span(BACKOFF_MAX_MS)}`,
  ],
  ['a silent loss is noticed within', span(2 * HEARTBEAT_MS)],
  ['without its network, the device opens its access point after', span(FALLBACK_AP_MS)],
  ['the access point stays up after a success', span(AP_AFTER_SUCCESS_MS)],
  ['a client on the access point holds back the next attempt for', span(CLIENT_PAUSE_MS)],
  ['boot window', span(BOOT_WINDOW_MS)],
  [
    'BOOT button: opens the setup window, resets the Wi-Fi config, means nothing any more',
    `${span(HOLD_WINDOW_MS)}, ${span(HOLD_RESET_MS)}, over ${span(HOLD_MAX_MS)}`,
  ],
  ['starts in a row that open the setup window', `${POWER_CYCLES_TO_OPEN}, each shorter than ${span(TEN_SECONDS_MS)}`],
];
