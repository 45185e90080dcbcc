// Espruino's download for the ESP32 as it comes: a .zip or .tgz, the folder that was unpacked, or the program in it.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { usage } from '../cli/exit.ts';
import { readBytes } from '../fleet/file.ts';
import { APP } from './espruino.ts';

interface Download {
  /** The program's file name. */
  app: string;
  /** Of the same folder; throws when it is not there. */
  read(name: string): Buffer;
}

/** One program for the ESP32 has 1.5 MB; a release for all boards some 40 MB. */
const ARCHIVE_MAX = 100_000_000;
const NOT_IN = `there is no ${APP} in it: take the download for the ESP32, like espruino_2v29_esp32.tgz`;

type Entries = Map<string, Uint8Array>;

async function unzip(bytes: Buffer): Promise<Entries> {
  const { unzipSync } = await import('fflate');
  return new Map(Object.entries(unzipSync(bytes, { filter: ({ name }) => name.endsWith('.bin') })));
}

async function untar(bytes: Buffer): Promise<Entries> {
  const { gunzipSync } = await import('node:zlib');
  const { parseTar } = await import('nanotar');
  const files = parseTar(gunzipSync(bytes, { maxOutputLength: ARCHIVE_MAX }));
  return new Map(files.flatMap(({ name, data }) => (data ? [[name, data] as const] : [])));
}

async function entriesOf(path: string): Promise<Entries> {
  try {
    return await (/\.zip$/i.test(path) ? unzip : untar)(readBytes(path));
  } catch (error) {
    if (error instanceof Error && 'kind' in error) throw error;
    throw usage(`--espruino ${path} is damaged: download it again`);
  }
}

async function fromArchive(path: string): Promise<Download> {
  if (statSync(path).size > ARCHIVE_MAX) throw usage(`--espruino ${path} is too large`);
  const entries = await entriesOf(path);
  const place = [...entries.keys()].find((name) => basename(name) === APP);
  if (place === undefined) throw usage(`--espruino ${path}: ${NOT_IN}`);
  const folder = place.slice(0, -APP.length);
  return {
    app: APP,
    read(name) {
      const bytes = entries.get(folder + name);
      if (!bytes) throw usage(`--espruino ${path}: there is no ${name} in it`);
      return Buffer.from(bytes);
    },
  };
}

/** Archives unpack into a folder of their own. */
function folderWithApp(path: string): string {
  if (existsSync(join(path, APP))) return path;
  const folders = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = folders.find(({ name }) => existsSync(join(path, name, APP)));
  if (!found) throw usage(`--espruino ${path}: ${NOT_IN}`);
  return join(path, found.name);
}

export async function openDownload(path: string): Promise<Download> {
  if (!existsSync(path)) throw usage(`--espruino ${path}: there is no such file or folder`);
  if (/\.(zip|tgz|tar\.gz)$/i.test(path)) return fromArchive(path);
  const isFolder = statSync(path).isDirectory();
  const folder = isFolder ? folderWithApp(path) : dirname(path);
  return { app: isFolder ? APP : basename(path), read: (name) => readBytes(join(folder, name)) };
}
