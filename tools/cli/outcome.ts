// What a person and a script are told of a trial: a live line while it lasts, then one sentence.

import type { Device, DeviceError, Outcome, Progress, WaitOptions } from '../client/api.ts';
import { EXIT, exitOf } from './exit.ts';
import { type Live, liveLine } from './live.ts';
import { counted, plain, quoted } from './print.ts';
import type { Answer, Call } from './subcommand.ts';

/** Seconds count down where a person sees them; elsewhere each change is a line of its own. */
export function progressText(
  { ssid, attempts, of, isCut, isAway, patienceS, leftS }: Progress,
  counts = false,
): string {
  const name = ssid ? ` ${quoted(ssid)}` : '';
  const time = counts ? `${leftS} s left` : `for up to ${patienceS} s`;
  if (isAway) return `looking for the device, ${time} ...`;
  const count = attempts ? ` ${Math.min(attempts, of)}/${of}` : '';
  return `trying${name}${count} ...${isCut ? ` (connection lost, looking for the device, ${time})` : ''}`;
}

/** So short a loss of the connection is not worth a sentence: the device changes its channel. */
const BLIP_S = 4;

/** What the device does while it is not heard; '' while that is not worth a sentence. */
function meanwhile({ isCut, isAway, patienceS = 0, leftS = 0, does = '' }: Progress): string {
  return isCut && (isAway || patienceS - leftS >= BLIP_S)
    ? `${plain(does)}. Ctrl-C stops the waiting, not the device.`
    : '';
}

/** Each sentence once, the line anew. */
function showProgress(live: Live, isPerson: boolean): (progress: Progress) => void {
  let told = '';
  return (progress) => {
    if (progress.state !== 'connecting') return;
    const sentence = meanwhile(progress);
    if (sentence && sentence !== told) live.note(sentence);
    told = sentence || told;
    live.show(progressText(progress, isPerson));
  };
}

function successText(outcome: Outcome & { ok: true }): string {
  const name = outcome.ssid ? ` ${quoted(outcome.ssid)}` : '';
  const address = outcome.ip ? ` ${plain(outcome.ip)}` : '';
  const kept = outcome.unchanged ? ' (unchanged)' : outcome.saved ? ' (saved)' : '';
  return `${outcome.state}${name}${address}${kept}`;
}

function defeatText(outcome: Outcome & { ok: false }): string {
  const attempts = outcome.attempts ? ` after ${counted(outcome.attempts, 'attempt')}` : '';
  const back = outcome.rolled_back ? '; the device is back on its old settings' : '';
  return `${plain(outcome.message)} (${plain(outcome.reason)}${attempts}${back})`;
}

export function answerOf(outcome: Outcome): Answer {
  if (outcome.ok) return { json: outcome, text: successText(outcome) };
  const { ok, ...told } = outcome;
  return { json: { ok, code: 'failed', ...told }, text: defeatText(outcome), exit: EXIT.refused };
}

/** Of a device that said no, was not reached or did not answer. */
export function failureAnswer(error: DeviceError): Answer {
  const { kind, code, message, field, seconds } = error;
  const json = { ok: false, code, message, ...(field ? { field } : {}), ...(seconds ? { seconds } : {}) };
  return { json, text: plain(message), exit: exitOf(kind) };
}

/** A weak signal is told once: as it is now, rather than as the last scan saw it. */
function warningsIn(outcome: Outcome): string[] {
  const advice = outcome.ok ? outcome.advice : undefined;
  const told = outcome.warnings.filter(({ code }) => !advice || code !== 'weak_signal');
  return [...told.map(({ field, message }) => `${field}: ${message}`), ...(advice ? [advice] : [])];
}

function stopOn(call: Call): AbortSignal {
  const stop = new AbortController();
  call.io.onInterrupt(() => stop.abort());
  return stop.signal;
}

/** `work` is what sets the trial off. Ctrl-C ends the wait, and says what the device does on its own. */
export async function followOutcome(
  call: Call,
  work: (device: Device, options: WaitOptions) => Promise<Outcome>,
): Promise<Answer> {
  const device = await call.device();
  const live = liveLine(call.io, call.isJson);
  try {
    const outcome = await work(device, {
      signal: stopOn(call),
      onProgress: showProgress(live, call.io.isPerson),
    });
    live.end();
    if (!call.isJson) for (const text of warningsIn(outcome)) call.io.err(`warning: ${plain(text)}\n`);
    return answerOf(outcome);
  } catch (error) {
    live.end();
    throw error;
  }
}
