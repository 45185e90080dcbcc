// What .boot0 hands to .bootcde: the verdict on the last boots. The two may be of different builds for one start, when the
// power failed between them (`wifiprov flash`), so nothing may be taken for granted that an older one does not say.

export const REPORT = 'wifiprovBoot';

export interface BootReport {
  safe: boolean;
  /** The release of Espruino is older than LEAST_ESPRUINO: nothing is started, and nothing else is said here. */
  tooOld?: boolean;
  powerCycles: number;
  /** In a row before this start; only in builds with an app. */
  crashes?: number;
  /** Grows with every start: no two starts have the same number. 0: it could not be counted. */
  starts: number;
}
