// The last connection attempts, newest first, kept as one string (an array of objects would hold six times as much).

export const HISTORY_MAX = 10;

interface Attempt {
  /** Seconds since start-up. */
  at_s: number;
  ssid: string;
  ok: boolean;
  reason: string;
}

export type Row = [number, string, number, string];

/* @shared */
export function remember(packed: string, attempt: Attempt): string {
  const rows = packed ? (JSON.parse(packed) as Row[]) : [];
  const row: Row = [attempt.at_s, attempt.ssid, attempt.ok ? 1 : 0, attempt.reason];
  return JSON.stringify([row].concat(rows).slice(0, HISTORY_MAX));
}

/** For the next start: seconds before its beginning are below 0. */
export function age(packed: string, nowMs: number): Row[] {
  const now_s = Math.floor(nowMs / 1000);
  return (packed ? (JSON.parse(packed) as Row[]) : []).map((row) => [row[0] - now_s, row[1], row[2], row[3]]);
}

/** As `history` answers: `{"ago_s":12,"ssid":"Home","ok":false,"reason":"wrong_password"}`. */
/* @shared */
export function recall(packed: string, nowMs: number): object[] {
  const rows = packed ? (JSON.parse(packed) as Row[]) : [];
  const now_s = Math.floor(nowMs / 1000);
  return rows.map((row) => {
    const attempt: { [key: string]: unknown } = { ago_s: now_s - row[0], ssid: row[1], ok: row[2] === 1 };
    if (row[3]) attempt['reason'] = row[3];
    return attempt;
  });
}
