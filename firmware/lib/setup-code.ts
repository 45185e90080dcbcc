// The setup code as people type it. For clients and the page: the device never reads one.

const CODE = /^[0-9A-HJKMNP-TV-Z]{12}$/;

/**
 * What a person typed, as the code is kept; undefined when it cannot be one. Word processors put other hyphens and blanks
 * in the place of ours: whatever is beyond ASCII only separates.
 */
export function normaliseCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[^!-~]|-/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  return CODE.test(code) ? code : undefined;
}
