// Which modules stay in memory for the next request, and how long: as long as there is plenty. Pure.

/**
 * Modules stay while so many of the interpreter's variables are free beside them. It is what the largest request takes three
 * times over, and what an embedder's app can have at once; where fewer are free, modules go.
 */
export const KEEP_VARS_MIN = 1_500;

/** Made anew for each request, unless they stay. */
const FOR_REQUESTS = ' parse checkCommand commands wifiUri validate form status espressif ';

export function mayStay(freeVars: number): boolean {
  return freeVars >= KEEP_VARS_MIN;
}

/** Others are needed once, or have an object that lives on. */
export function isForRequests(name: string): boolean {
  return FOR_REQUESTS.indexOf(` ${name} `) >= 0;
}
