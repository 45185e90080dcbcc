// What manuals, tools and the page say of each field of the schema: all of its words in one row.

import type { Path } from '../../../config/schema.ts';
import type { Row, TextKey } from './texts.ts';

interface FieldTexts {
  /** One sentence, for the manuals, `--help`, and as a label where there is no other. */
  readonly meaning: string;
  /** The label of its input. */
  readonly label?: Row;
  /** What the values of a number are called; others show the number. */
  readonly values?: { readonly [value: number]: TextKey };
}

const FIELD_TEXTS: { readonly [path in Path]: FieldTexts } = {
  mode: {
    meaning: 'boot mode: 0 station (STA), 1 access point (AP)',
    label: { en: 'Mode', de: 'Betriebsart', es: 'Modo' },
    values: { 0: 'station', 1: 'ap' },
  },
  save_config: {
    meaning: '1: keep in flash; 0: until the next restart',
    label: { en: 'Keep after restart', de: 'Nach Neustart behalten', es: 'Conservar tras reiniciar' },
    values: { 0: 'no', 1: 'yes' },
  },
  countrycode: { meaning: 'regulatory domain' },
  'STA.ch': { meaning: 'channel of the network, 0 = all' },
  'STA.auto': {
    meaning: '1: connect at boot and after loss; 0: wait for `connect`',
    label: { en: 'Connect automatically', de: 'Automatisch verbinden', es: 'Conectar automáticamente' },
    values: { 0: 'no', 1: 'yes' },
  },
  'STA.auth': {
    meaning: '1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3',
    label: { en: 'Security', de: 'Sicherheit', es: 'Seguridad' },
  },
  'STA.SSID': { meaning: 'name of the network; empty: none, the device is unprovisioned' },
  'STA.PWD': { meaning: 'password of the network: 8..63 bytes, or 64 hex digits' },
  'AP.ch': {
    meaning: "channel of the device's own network in mode 1",
    label: { en: 'Channel', de: 'Kanal', es: 'Canal' },
  },
  'AP.ssidv': { meaning: '1: the name is broadcast, 0: hidden' },
  'AP.auth': { meaning: 'as STA.auth', label: { en: 'Security', de: 'Sicherheit', es: 'Seguridad' } },
  'AP.SSID': {
    meaning: "name of the device's own network; default PROV_ and the end of its MAC address",
    label: { en: 'Name', de: 'Name', es: 'Nombre' },
  },
  'AP.PWD': {
    meaning: 'its password; default is the setup code',
    label: { en: 'Password', de: 'Passwort', es: 'Contraseña' },
  },
};

type Column<Key extends keyof FieldTexts> = { [path in Path]?: NonNullable<FieldTexts[Key]> };

/** One column of the table. */
function column<Key extends keyof FieldTexts>(key: Key): Column<Key> {
  const rows = (Object.keys(FIELD_TEXTS) as Path[]).filter((path) => FIELD_TEXTS[path][key] !== undefined);
  return Object.fromEntries(rows.map((path) => [path, FIELD_TEXTS[path][key]])) as Column<Key>;
}

export const MEANINGS = column('meaning') as { [path in Path]: string };
export const LABELS = column('label');
export const VALUES = column('values');

/** STA.auth and AP.auth; only the first has a word that is translated. */
export const AUTH_NAMES: { [auth: number]: string } = { 3: 'WPA/WPA2', 4: 'WPA2', 5: 'WPA2/WPA3', 6: 'WPA3' };
