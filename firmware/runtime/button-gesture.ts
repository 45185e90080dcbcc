// What holding the BOOT button means, by how long it was held when it is let go.
//
// Nothing happens while it is down: an adapter's DTR line pulls the same pin (GPIO0) for as long as a terminal has the
// port open, and a config must not go that way.

export const HOLD_WINDOW_MS = 5_000;
export const HOLD_RESET_MS = 10_000;
/** A longer press is not a finger: the button is stuck. */
export const HOLD_MAX_MS = 60_000;

type Gesture = 'window' | 'reset' | 'stuck' | '';

/** Times of the port's clock, which is set now and then; pressedMs is below 0 when no press was seen. */
export function gestureOf(pressedMs: number, releasedMs: number): Gesture {
  const held = Math.round(releasedMs - pressedMs);
  if (pressedMs < 0 || held < HOLD_WINDOW_MS) return '';
  if (held < HOLD_RESET_MS) return 'window';
  return held > HOLD_MAX_MS ? 'stuck' : 'reset';
}
