/** The one wording of a skip for want of an interpreter. */
export const SKIPPED =
  'skipped, since there is no Espruino interpreter: set ESPRUINO to the path of one, or of several with : between';
