// What the build needs to know of the firmware: the texts, the fields that get an input, the numbers of the plain page's parts.

export { AUTHS, COUNTRIES, FIELDS, MEANINGS } from '../../config/schema.ts';
export * as PLAIN from '../plain-parts.ts';
export { AUTH_NAMES, LABELS, VALUES } from './labels.ts';
export { REASONS } from './reasons.ts';
export { LANGUAGES, TEXTS } from './texts.ts';
