// Which folder of the firmware may import which at run time. `import type` is free: it leaves nothing in the bundle.
//
// From the top down: a layer imports only those in lower rows. ARCHITECTURE.md shows this table; a test compares the two.

interface Layer {
  /** Below firmware/. Of folders that lie in each other the longer name counts. */
  readonly folders: readonly string[];
  readonly imports: readonly string[];
}

const HELPERS = ['config', 'lib'];

export const LAYERS: readonly Layer[] = [
  { folders: ['examples'], imports: ['app'] },
  { folders: ['app'], imports: ['lib'] },
  { folders: ['runtime'], imports: ['provisioning', 'wifi', 'security', 'lib'] },
  {
    folders: ['uart', 'tcp', 'http', 'dns', 'improv', 'espressif'].map((name) => `protocols/${name}`),
    imports: ['provisioning', ...HELPERS],
  },
  { folders: ['protocols/http/page'], imports: HELPERS },
  { folders: ['provisioning'], imports: ['wifi', ...HELPERS] },
  { folders: ['update'], imports: ['storage', 'lib'] },
  { folders: ['wifi', 'storage'], imports: HELPERS },
  { folders: ['config', 'security'], imports: ['lib'] },
  { folders: ['lib', 'platform'], imports: [] },
];

/** The entry points beside the files that the module table names. They may import every layer. */
export const BUNDLES = ['main.ts', 'boot0.ts', 'loader.ts'];
/** Only entry points touch the chip. */
export const CHIP = 'platform/espruino.ts';
/** What tools and tests leave alone: it runs on the chip, or in a built bundle. */
export const DEVICE_ONLY = [CHIP, ...BUNDLES];
/** All that an app may know of the firmware. */
export const APP_API = 'app/api.ts';

const PROTOCOLS = 'protocols/';

/** `protocols/{uart,tcp}` for its folders. */
function nameOf({ folders }: Layer): string {
  const isGroup = folders.length > 1 && folders[0]?.startsWith(PROTOCOLS);
  return isGroup ? `${PROTOCOLS}{${folders.map((one) => one.slice(PROTOCOLS.length)).join(',')}}` : folders.join(', ');
}

/** The lines that ARCHITECTURE.md shows. */
export function picture(): string[] {
  const width = 50;
  const row = (name: string, imports: string): string => ` ${name.padEnd(width)} ${imports}`;
  return [
    row('layer', 'imports at run time'),
    row('entry points: main, boot0, loader, modules', `everything below, and ${CHIP}`),
    ...LAYERS.map((layer) => {
      const imports = layer.folders[0] === 'examples' ? APP_API : layer.imports.join(', ');
      return row(nameOf(layer), imports || 'nothing');
    }),
  ];
}
