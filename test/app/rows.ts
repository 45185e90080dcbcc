// Fields of an app in the schema, as the build puts them there, for tests of the sources.

import { afterAll, beforeAll, vi } from 'vitest';
import { FIELDS, type Field } from '../../firmware/config/schema.ts';
import { appRows } from '../../tools/build/app/fields.mjs';

export const ROWS = appRows([
  { name: 'interval', kind: 'int', min: 5, max: 3600, fallback: 60, label: 'Seconds' },
  { name: 'light', kind: 'bool' },
  { name: 'place', kind: 'text', min: 1, max: 12, fallback: 'Hall' },
  { name: 'token', kind: 'secret', max: 12 },
]);

export function withAppFields(): void {
  beforeAll(() => {
    vi.stubGlobal('BUILD_APP', true);
    for (const row of ROWS) FIELDS[row.path] = row as unknown as Field;
  });
  afterAll(() => {
    vi.unstubAllGlobals();
    Object.assign(globalThis, { BUILD_APP: false });
    for (const row of ROWS) delete FIELDS[row.path];
  });
}
