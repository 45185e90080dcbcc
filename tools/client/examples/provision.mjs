// Tells a device its network:  node provision.mjs HOST[:PORT] CODE SSID PASSWORD

import { connect } from 'wifiprov/client';

const [where = 'wifiprov-000110.local', code = 'XXXX-XXXX-XXXX', SSID = 'Home', PWD = ''] = process.argv.slice(2);
const [host = '', port = '6666'] = where.split(':');

const device = await connect({ host, port: Number(port), code });
const { networks } = await device.scan();
console.log('in sight:', networks.map(({ ssid }) => ssid).join(', '));
const outcome = await device.provision({ STA: PWD ? { SSID, PWD } : { SSID, PWD, auth: 1 } });
console.log(outcome.ok ? `online at ${outcome.ip}` : `${outcome.reason}: ${outcome.message}`);
device.close();
