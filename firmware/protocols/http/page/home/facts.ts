// What the home page says of the device, a label and a text each.

import { duration } from '../../../../lib/duration.ts';
import type { Status } from '../api.ts';
import { copyOf, put, say } from '../dom.ts';

export type Fact = [label: string, text: string | Element];

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
    value.append(text);
    return row;
  });
  put('facts', rows);
}
