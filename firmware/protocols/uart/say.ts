// The last line of an answer: OK or ERROR <code>, after any warnings.

import { type Fault, isFault } from '../../lib/result.ts';
import type { Outcome } from '../../provisioning/apply.ts';
import type { Say } from './context.ts';

export function refusal(code: Fault): string {
  return `ERROR ${code.code} ${code.message}`;
}

export function sayFault(say: Say, wrong: Fault): void {
  say([refusal(wrong)]);
}

export function sayOutcome(say: Say, outcome: Outcome): void {
  if (isFault(outcome)) return sayFault(say, outcome);
  if ('unchanged' in outcome) return say([`OK unchanged ${outcome.state}`]);
  const lines = outcome.warnings.map((warning) => `warning ${warning.code} ${warning.field}: ${warning.message}`);
  say(lines.concat([`OK ${outcome.state}${outcome.saved ? ' saved' : ''}`]));
}
