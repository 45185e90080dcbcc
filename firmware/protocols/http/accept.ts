// What a client sends and takes: the kind of its body, gzip or not, the language it likes best. Pure.

import type { Language } from './page-model.ts';

/** Entries looked at; browsers send up to five. */
export const ENTRIES_MAX = 8;

export const LANGUAGES: Language[] = ['en', 'de', 'es'];

/** Calls back for each `name;q=0.5` that is wanted at all, with its weight. */
function eachEntry(list: string, take: (name: string, weight: number) => void): void {
  list
    .toLowerCase()
    .split(',')
    .slice(0, ENTRIES_MAX)
    .forEach((entry) => {
      const parts = entry.split(';');
      const q = (parts[1] || '').split('=');
      const weight = (q[0] as string).trim() === 'q' ? parseFloat(q[1] || '0') : 1;
      if (weight > 0) take((parts[0] as string).trim(), weight);
    });
}

/** Is the Content-Type of that kind, whatever its parameters? */
export function isType(value: string | undefined, type: string): boolean {
  return ((value || '').split(';')[0] as string).trim().toLowerCase() === type;
}

/** The first entry, if it has no weight: what browsers like best stands there. */
function firstOf(list: string | undefined): string {
  const entry = (list || '').slice(0, `${list},`.indexOf(','));
  return entry.indexOf(';') < 0 ? entry : '';
}

export function takesGzip(list: string | undefined): boolean {
  let takes = firstOf(list) === 'gzip';
  if (takes) return true;
  eachEntry(list || '', (name) => {
    if (name === 'gzip' || name === 'x-gzip') takes = true;
  });
  return takes;
}

/** The first of the highest weight; English where none fits. */
export function languageOf(list: string | undefined): Language {
  let best = firstOf(list).split('-')[0] as Language;
  if (LANGUAGES.indexOf(best) >= 0) return best;
  best = 'en';
  let most = 0;
  eachEntry(list || '', (name, weight) => {
    const language = name.split('-')[0] as Language;
    if (weight <= most || LANGUAGES.indexOf(language) < 0) return;
    best = language;
    most = weight;
  });
  return best;
}
