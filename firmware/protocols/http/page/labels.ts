// What the inputs of the schema's fields are called, and their values.

import type { Path } from '../../../config/schema.ts';
import type { Row, TextKey } from './texts.ts';

/** Labels of the inputs; a field without a row shows its sentence in the schema. The list's own two have no input. */
export const LABELS: { [path in Path]?: Row } = {
  mode: { en: 'Mode', de: 'Betriebsart', es: 'Modo' },
  save_config: {
    en: 'Keep after restart',
    de: 'Nach Neustart behalten',
    es: 'Conservar tras reiniciar',
  },
  countrycode: { en: 'Region', de: 'Region', es: 'Región' },
  'STA.ch': { en: 'Channel', de: 'Kanal', es: 'Canal' },
  'STA.auto': { en: 'Connect automatically', de: 'Automatisch verbinden', es: 'Conectar automáticamente' },
  'STA.auth': { en: 'Security', de: 'Sicherheit', es: 'Seguridad' },
  'AP.ch': { en: 'Own network: channel', de: 'Eigenes Netz: Kanal', es: 'Red propia: canal' },
  'AP.ssidv': { en: 'Own network: visible', de: 'Eigenes Netz: sichtbar', es: 'Red propia: visible' },
  'AP.auth': { en: 'Own network: security', de: 'Eigenes Netz: Sicherheit', es: 'Red propia: seguridad' },
  'AP.SSID': { en: 'Own network: name', de: 'Eigenes Netz: Name', es: 'Red propia: nombre' },
  'AP.PWD': { en: 'Own network: password', de: 'Eigenes Netz: Passwort', es: 'Red propia: contraseña' },
};

/** What the values of a number are called; others show the number. */
export const VALUES: { [path in Path]?: { [value: number]: TextKey } } = {
  mode: { 0: 'station', 1: 'ap' },
  save_config: { 0: 'no', 1: 'yes' },
  'STA.ch': { 0: 'all' },
  'STA.auto': { 0: 'no', 1: 'yes' },
  'AP.ssidv': { 0: 'no', 1: 'yes' },
};

/** STA.auth and AP.auth; only the first has a word that is translated. */
export const AUTH_NAMES: { [auth: number]: string } = { 3: 'WPA/WPA2', 4: 'WPA2', 5: 'WPA2/WPA3', 6: 'WPA3' };
