// Files that look like Espruino's download as far as anybody looks.

/** `chip` 0 is the ESP32. */
export function program(chip = 0, size = 64): Buffer {
  const bytes = Buffer.alloc(size, 0x55);
  bytes[0] = 0xe9;
  bytes.writeUInt16LE(chip, 12);
  return bytes;
}

/** A program with the line that a release prints at its start. */
export function programOf(version: string): Buffer {
  return Buffer.concat([program(), Buffer.from(`espruino.com\n ${version} (c) 2025 G.Williams\n\0`)]);
}

export function rowOf(offset: number, size: number): Buffer {
  const row = Buffer.alloc(32);
  row.writeUInt16LE(0x50aa, 0);
  row.set([1, 0x40], 2);
  row.writeUInt32LE(offset, 4);
  row.writeUInt32LE(size, 8);
  return row;
}

export function table(...rows: Buffer[]): Buffer {
  return Buffer.concat([...rows, Buffer.alloc(64, 0xff)]);
}

export function files(): { 'bootloader.bin': Buffer; 'partitions_espruino.bin': Buffer; 'espruino_esp32.bin': Buffer } {
  return {
    'bootloader.bin': program(),
    'partitions_espruino.bin': table(rowOf(0x310000, 0x10000), rowOf(0x320000, 0xe0000)),
    'espruino_esp32.bin': program(),
  };
}
