// What the inputs of the schema's fields are called, and their values.

import type { Path } from '../../../config/schema.ts';
import type { Row, TextKey } from './texts.ts';

/** Labels of the inputs; a field without a row shows its sentence in the schema. */
export const LABELS: { [path in Path]?: Row } = {
  mode: { en: 'Mode', de: 'Betriebsart', es: 'Modo' },
  save_config: { en: 'Keep after restart', de: 'Nach Neustart behalten', es: 'Conservar tras reiniciar' },
  'STA.auto': { en: 'Connect automatically', de: 'Automatisch verbinden', es: 'Conectar automáticamente' },
  'STA.auth': { en: 'Security', de: 'Sicherheit', es: 'Seguridad' },
  'AP.ch': { en: 'Channel', de: 'Kanal', es: 'Canal' },
  'AP.auth': { en: 'Security', de: 'Sicherheit', es: 'Seguridad' },
  'AP.SSID': { en: 'Name', de: 'Name', es: 'Nombre' },
  'AP.PWD': { en: 'Password', de: 'Passwort', es: 'Contraseña' },
};

/** What the values of a number are called; others show the number. */
export const VALUES: { [path in Path]?: { [value: number]: TextKey } } = {
  mode: { 0: 'station', 1: 'ap' },
  save_config: { 0: 'no', 1: 'yes' },
  'STA.auto': { 0: 'no', 1: 'yes' },
};

/** STA.auth and AP.auth; only the first has a word that is translated. */
export const AUTH_NAMES: { [auth: number]: string } = { 3: 'WPA/WPA2', 4: 'WPA2', 5: 'WPA2/WPA3', 6: 'WPA3' };
