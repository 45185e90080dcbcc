// The rules of the config once more, written from the manual alone: what the firmware takes must keep them all.

import { FIELDS, type Field } from '../../firmware/config/schema.ts';

const AUTHS = [1, 3, 4, 5, 6];
const COUNTRIES = ['GEN', 'USA', 'EMEA', 'JPN', 'CUST1', 'CUST2'];

const within = (value: unknown, low: number, high: number): boolean =>
  Number.isInteger(value) && (value as number) >= low && (value as number) <= high;

/** Any bytes, UTF-8 or not, except those that can't be typed. */
const isText = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'string' &&
  value.length >= low &&
  value.length <= high &&
  [...value].every((c) => c >= ' ' && c !== '\x7f');

/** The port carries no more than 31 bytes of an SSID, 63 of the station's password, 62 of the AP's. */
function wrongBlock(config: { [path: string]: unknown }, block: 'STA' | 'AP', pskMax: number): string {
  const ssid = config[`${block}.SSID`];
  const psk = config[`${block}.PWD`];
  if (!AUTHS.includes(config[`${block}.auth`] as number)) return `${block}.auth`;
  if (!isText(ssid, block === 'AP' ? 1 : 0, 31)) return `${block}.SSID`;
  const isOpen = config[`${block}.auth`] === 1;
  const mayLack = block === 'AP' || ssid === '';
  const isPsk = isText(psk, 8, pskMax) || (mayLack && psk === '');
  return (isOpen ? psk === '' : isPsk) ? '' : `${block}.PWD`;
}

const BY_HAND = [
  'mode',
  'save_config',
  'countrycode',
  ...['ch', 'auto', 'auth', 'SSID', 'PWD'].map((key) => `STA.${key}`),
];
BY_HAND.push(...['ch', 'ssidv', 'auth', 'SSID', 'PWD'].map((key) => `AP.${key}`));

/** Later fields have no rules but the limits of their rows. */
function wrongOther(config: { [path: string]: unknown }): string {
  const others = Object.values(FIELDS).filter(({ path }) => !BY_HAND.includes(path));
  const isLegal = ({ path, kind, min, max }: Field): boolean => {
    const size = kind === 'text' ? String(config[path]).length : config[path];
    return within(size, min, max);
  };
  return others.find((field) => !isLegal(field))?.path ?? '';
}

/** The first field that is not legal, or ''. */
export function wrongIn(given: object): string {
  const config = given as { [path: string]: unknown };
  if (!within(config['mode'], 0, 1)) return 'mode';
  if (!within(config['save_config'], 0, 1)) return 'save_config';
  if (!COUNTRIES.includes(config['countrycode'] as string)) return 'countrycode';
  if (!within(config['STA.ch'], 0, 13)) return 'STA.ch';
  if (!within(config['STA.auto'], 0, 1)) return 'STA.auto';
  if (!within(config['AP.ch'], 1, 13)) return 'AP.ch';
  if (!within(config['AP.ssidv'], 0, 1)) return 'AP.ssidv';
  if (Object.keys(config).join() !== Object.keys(FIELDS).join()) return 'names of the fields';
  return wrongBlock(config, 'STA', 63) || wrongBlock(config, 'AP', 62) || wrongOther(config);
}
