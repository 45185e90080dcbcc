// What .boot0 hands to .bootcde: the verdict on the last boots.

export const REPORT = 'wifiprovBoot';

export interface BootReport {
  safe: boolean;
  powerCycles: number;
  /** Grows with every start: no two starts have the same number. 0: it could not be counted. */
  starts: number;
}
