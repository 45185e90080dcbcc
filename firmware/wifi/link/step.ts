// The machine's step: what the event says, then the same look at deadlines and wishes after every event.

import { decideAp } from './ap.ts';
import { tryToJoin } from './attempt.ts';
import type { Draft, Effect, LinkEvent, LinkInputs } from './events.ts';
import { handlers } from './handlers.ts';
import { endHold } from './jobs.ts';
import { type LinkState, stateOf } from './state.ts';
import { checkStation } from './watch.ts';

function useRadio(draft: Draft): void {
  decideAp(draft);
  if (draft.state.sta === 'waiting') tryToJoin(draft);
}

export interface Step {
  next: LinkState;
  effects: Effect[];
}

export function step(state: LinkState, event: LinkEvent, inputs: LinkInputs): Step {
  const draft: Draft = { state: Object.assign({}, state), effects: [], inputs };
  if (inputs.nowMs >= draft.state.holdEndMs) endHold(draft);
  const handler = (handlers as Partial<{ [type: string]: (draft: Draft, event: LinkEvent) => void }>)[event.type];
  if (handler) handler(draft, event);
  checkStation(draft);
  if (!draft.state.holdEndMs) useRadio(draft);
  draft.state.word = stateOf(draft.state);
  // A newer trial is told too, though the word is the same.
  const isOther = draft.state.word === 'connecting' && draft.state.trySsid !== state.trySsid;
  if (draft.state.word !== state.word || isOther) draft.effects.push({ do: 'word' });
  return { next: draft.state, effects: draft.effects };
}
