// What the build needs to know of the firmware: the texts, the fields that get an input.

export { AUTHS, COUNTRIES, FIELDS } from '../../../config/schema.ts';
export { AUTH_NAMES, LABELS, MEANINGS, VALUES } from './field-texts.ts';
export { REASONS } from './reasons.ts';
export { LANGUAGES, TEXTS } from './texts.ts';
