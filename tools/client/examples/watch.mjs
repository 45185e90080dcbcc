// Prints what a device tells, until it is online:  node watch.mjs SERIAL_PORT

import { connect } from 'wifiprov/client';

const [serial = '/dev/ttyUSB0'] = process.argv.slice(2);

const device = await connect({ serial });
console.log('now:', (await device.status()).state);
device.onEvent((event) => {
  console.log(event.event, event.state ?? event.message ?? '', event.ip ?? '');
  if (event.state === 'online') device.close();
});
