// The setup page's file in the size report: what each language is served, and what stands in flash once.

type Place = readonly [offset: number, length: number];

export interface Page {
  bytes: number;
  layout: {
    gzip: Record<string, readonly Place[]>;
    home?: Record<string, readonly Place[]>;
    /** Where the table of the plain page's chunks stands, in each language. */
    plain: Record<string, number>;
  };
}

const line = (bytes: number, name: string): string => `${String(bytes).padStart(7)}        ${name}`;
const sum = (places: readonly Place[]): number => places.reduce((bytes, [, length]) => bytes + length, 0);

export function pageLines({ bytes, layout }: Page, gzipMax: number): string[] {
  const { gzip, home = {}, plain } = layout;
  const ends = [...Object.values(gzip), ...Object.values(home)].flatMap((places) =>
    places.map(([offset, length]) => offset + length),
  );
  return [
    `build/page.bin: ${bytes} bytes`,
    ...Object.entries(gzip).map(([language, places]) =>
      line(sum(places), `gzip page as served in ${language} (at most ${gzipMax})`),
    ),
    ...Object.entries(home).map(([language, places]) => line(sum(places), `home page as served in ${language}`)),
    line(bytes - Math.max(...ends), `plain page, what ${Object.keys(plain).join(', ')} share and its tables`),
    '',
  ];
}
