// What happens without a request: starts, phones, joins, losses.

import { event, type StackRow } from './row.ts';
import { crowdedAir, HOME, LONG } from './values.ts';

const DNS_A = '1234 0100 0001 0000 0000 0000 07 63617074697665 05 6170706c65 03 636f6d 00 0001 0001';

const wrong = `wifiprov set 0 1 0 1 4 "${HOME.ssid}" "not the password"`;
const join = `wifiprov set 0 1 0 1 4 "${LONG.ssid}" "${LONG.password}"`;
export const eventRows: StackRow[] = [
  event('start, unprovisioned', (device) => device.restart()),
  event('a phone joins the access point', (device) => device.control({ do: 'join-ap' })),
  { what: 'a DNS query', wants: /c0a80401$/, run: (device) => device.dns(DNS_A) },
  event('a phone leaves the access point', (device) => device.control({ do: 'leave-ap' })),
  event('a wrong password, three attempts', async (device) => {
    await device.uart(wrong);
    await device.said(/# failed/);
  }),
  event('a join, and its record', async (device) => {
    await device.uart(join);
    await device.said(/# saved\n/);
  }),
  event('a wrong password, and back to the network of before', async (device) => {
    await device.uart(wrong);
    await device.said(/# failed.*# online/s);
  }),
  event('a lost link', async (device) => {
    await device.control({ do: 'radio', accessPoints: [] });
    await device.said(/# retrying/);
  }),
  event('and back', async (device) => {
    await device.control({ do: 'radio', accessPoints: crowdedAir() });
    await device.said(/# online/);
  }),
  event('a button for 5 s', async (device) => {
    await device.control({ do: 'button', ms: 5_500 });
    await device.said(/# window/);
  }),
  event('start with a known network', async (device) => {
    await device.restart();
    await device.said(/# online/);
  }),
  event('a second network, and its records', async (device) => {
    await device.uart(`wifiprov join "${HOME.ssid}" "${HOME.password}"`);
    await device.said(/# saved\n/);
  }),
  event('the other of two known networks is joined', async (device) => {
    await device.control({
      do: 'radio',
      accessPoints: crowdedAir().filter((point) => !JSON.stringify(point).includes(`"${HOME.ssid}"`)),
    });
    await device.said(/# online/);
  }),
  event('start with two known networks', async (device) => {
    await device.restart();
    await device.said(/# online/);
  }),
  event('the one in use is forgotten', async (device) => {
    await device.control({ do: 'radio', accessPoints: crowdedAir() });
    await device.uart(`wifiprov forget "${LONG.ssid}"`);
    await device.said(/# online/);
  }),
];
