// A label as SVG, and as PNG by way of it.

import { labelPackage } from './packages.ts';
import type { Drawing } from './terms.ts';

const MM_PER_INCH = 25.4;

export function svgOf({ width, height, paths }: Drawing): string {
  const drawn = paths.filter((path) => path !== '').map((path) => `<path d="${path}"/>`);
  const box = `width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}>
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

export async function pngOf(drawing: Drawing, dpi: number): Promise<Uint8Array> {
  const { Resvg } = await labelPackage(() => import('@resvg/resvg-js'));
  const width = Math.round((drawing.width * dpi) / MM_PER_INCH);
  const settings = { fitTo: { mode: 'width', value: width }, font: { loadSystemFonts: false } } as const;
  return new Resvg(svgOf(drawing), settings).render().asPng();
}
