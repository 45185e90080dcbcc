// A time in words that English, German and Spanish write alike.

const HOUR_MIN = 60;
const DAY_H = 24;

/** `5 min`, `3 h 12 min`, `2 d 5 h`. */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / HOUR_MIN);
  if (hours >= DAY_H) return `${Math.floor(hours / DAY_H)} d ${hours % DAY_H} h`;
  return hours ? `${hours} h ${minutes % HOUR_MIN} min` : minutes ? `${minutes} min` : '< 1 min';
}
