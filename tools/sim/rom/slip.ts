// Frames on a serial line (RFC 1055), as the loader in the ROM sends and takes them.

const [END, ESC, ESC_END, ESC_ESC] = [0xc0, 0xdb, 0xdc, 0xdd];

export function slip(frame: Uint8Array): Uint8Array {
  const bytes = [END];
  for (const byte of frame) {
    if (byte === END) bytes.push(ESC, ESC_END);
    else if (byte === ESC) bytes.push(ESC, ESC_ESC);
    else bytes.push(byte);
  }
  return Uint8Array.from([...bytes, END]);
}

const unescaped = (text: string): string => text.replaceAll('\xdb\xdc', '\xc0').replaceAll('\xdb\xdd', '\xdb');

/** Takes what comes, and gives the frames that are whole; noise between them is left out. */
export function newUnslip(): (bytes: Uint8Array) => Uint8Array[] {
  let rest = '';
  return (bytes) => {
    const frames: Uint8Array[] = [];
    rest += Buffer.from(bytes).toString('latin1');
    for (;;) {
      const [, between, after] = /\xc0([^\xc0]+)\xc0(.*)/s.exec(rest) ?? [];
      if (between === undefined || after === undefined) return frames;
      frames.push(Buffer.from(unescaped(between), 'latin1'));
      rest = after;
    }
  };
}
