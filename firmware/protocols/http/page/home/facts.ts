// What the home page says of the device, a label and a text each.

import { duration } from '../../../../lib/duration.ts';
import { askApp, type Status } from '../api.ts';
import { copyOf, put, say } from '../dom.ts';

export type Fact = [label: string, text: string];

/** Network and address come only while the setup window is open. */
export function factsOf(status: Status): Fact[] {
  const words: Record<string, string> = {
    strong: say('strong'),
    good: say('good'),
    fair: say('fair'),
    weak: say('weak'),
  };
  const facts: [string, string | undefined][] = [
    [say('signalOf'), words[status.signal as string]],
    [say('network'), status.ssid],
    [say('address'), status.ip],
    [say('onlineFor'), status.online_s === undefined ? undefined : duration(status.online_s)],
    [say('firmware'), status.firmware && `${BUILD_BRAND.product} ${status.firmware}`],
  ];
  return facts.filter((fact): fact is [string, string] => !!fact[1]);
}

export function showFacts(facts: Fact[]): void {
  const rows = facts.map(([label, text]) => {
    const row = copyOf('fact');
    const [name, value] = row.children as unknown as [Element, Element];
    name.textContent = label;
    value.textContent = text;
    return row;
  });
  put('facts', rows);
}

/** Of builds with an embedder's app; shows its link. */
export async function appFacts(): Promise<Fact[]> {
  const shown = await askApp();
  const link = document.createElement('a');
  link.className = 'row quiet';
  link.href = shown?.link?.url || '';
  link.textContent = shown?.link?.text || '';
  put('own', shown?.link ? [link] : []);
  return (shown?.lines || []).map(({ label, text }): Fact => [label, text]);
}
