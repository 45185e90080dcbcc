// The packages that draw labels, which are not installed with wifiprov.

import { optional } from '../client/optional.ts';

const PACKAGES = ['fontkit', '@fontsource/dejavu-sans', '@fontsource/dejavu-mono', 'pdfkit', '@resvg/resvg-js'];

export function labelPackage<T>(load: () => T | Promise<T>): Promise<T> {
  return optional('A label', PACKAGES, load);
}
