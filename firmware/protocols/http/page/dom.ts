// What the page's modules need of the document and of the table of texts.

import type { TextKey } from './texts.ts';

/** The data block that the build puts behind the page: texts by number, reasons by their word on the wire. */
const [texts, reasons] = JSON.parse(byId('texts').textContent as string) as [string[], Record<string, string>];

export function byId(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}

export const inputOf = byId as (id: string) => HTMLInputElement;

/** Text from right to left, and marks that turn what stands behind them. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\ufb1d-\ufefc]/;

/** A name that others choose, as it may stand in a sentence: it turns no word but its own. */
function within(name: string): string {
  const plain = name.replace(/[\u2066-\u2069]/g, '');
  return TURNS.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** The build puts the text's number in place of its key; `{}` is replaced by `value`. */
export function say(key: TextKey, value = ''): string {
  return (texts[key as unknown as number] as string).split('{}').join(within(value));
}

export function reasonText(reason: string): string {
  return reasons[reason] || reason;
}

/** An empty text hides the element. */
export function tell(id: string, text: string): void {
  const element = byId(id);
  element.textContent = text;
  element.hidden = !text;
}

/** Instead of all that was in the element. */
export function put(id: string, children: Element[]): void {
  tell(id, '');
  byId(id).append(...children);
  byId(id).hidden = false;
}

/** A fresh copy of a template's only element. */
export function copyOf(id: string): HTMLElement {
  const copy = (byId(id) as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
  translate(copy);
  return copy.firstElementChild as HTMLElement;
}

export function translate(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-t]'))
    element.textContent = texts[element.dataset['t'] as unknown as number] as string;
}

/** One section at a time; its heading gets the focus, so that a screen reader says where it is. */
export function show(id: string): void {
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id;
  const heading = byId(id).querySelector('h1') as HTMLElement;
  heading.focus();
  scrollTo(0, 0);
}

/** Over early when the page comes back to sight: captive sheets stop their timers in the background. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    addEventListener('pageshow', resolve as () => void, { once: true });
  });
}
