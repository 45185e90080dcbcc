// Releases of Espruino: `2v27`, and `2v27.45` for a build after it.

/** A version that cannot be read counts as older, a newer one never. */
export function isOlder(version: string, least: string): boolean {
  const mine = version.split('v');
  const theirs = least.split('v');
  const major = parseInt(mine[0] as string, 10);
  const leastMajor = parseInt(theirs[0] as string, 10);
  const isLater =
    major > leastMajor || (major === leastMajor && parseInt(mine[1] || '', 10) >= parseInt(theirs[1] || '', 10));
  return !isLater;
}
