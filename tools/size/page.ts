// The setup page's file in the size report: what each language is served, and what stands in flash once.

type Place = readonly [offset: number, length: number];

export interface Page {
  bytes: number;
  layout: {
    gzip: Record<string, readonly Place[]>;
    plain: { parts: readonly number[]; words: Record<string, Place> };
  };
}

const line = (bytes: number, name: string): string => `${String(bytes).padStart(7)}        ${name}`;
const sum = (places: readonly Place[]): number => places.reduce((bytes, [, length]) => bytes + length, 0);

export function pageLines({ bytes, layout }: Page, gzipMax: number): string[] {
  const { gzip, plain } = layout;
  const [first = 0, last = 0] = [plain.parts[0], plain.parts.at(-1)];
  return [
    `build/page.bin: ${bytes} bytes`,
    ...Object.entries(gzip).map(([language, places]) =>
      line(sum(places), `gzip page as served in ${language} (at most ${gzipMax})`),
    ),
    line(last - first, 'plain page: markup and style, the same in every language'),
    ...Object.entries(plain.words).map(([language, [, length]]) => line(length, `plain page: words in ${language}`)),
    '',
  ];
}
