// The modules Storage (files) and Flash (pages) of stock Espruino on the ESP32. Types only, see chip.ts.

export interface StorageModule {
  /** A reference into flash, not a copy; undefined when there is no such file. */
  read(name: string, offset?: number, length?: number): string | undefined;
  /** Pass the size always: without it offset 0 makes a new file in silence. */
  write(name: string, bytes: string, offset?: number, size?: number): boolean;
  erase(name: string): void;
  list(): string[];
  compact(): void;
  getFree(): number;
  getStats(): { freeBytes: number; trashBytes: number; fileBytes: number; totalBytes: number };
}
export interface FlashModule {
  getFree(): { addr: number; length: number }[];
  getPage(address: number): { addr: number; length: number } | undefined;
  erasePage(address: number): void;
  read(length: number, address: number): Uint8Array;
  /** Clears bits only. */
  write(bytes: string | Uint8Array | readonly number[], address: number): void;
}
