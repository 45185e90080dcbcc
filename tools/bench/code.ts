// Measures `wifiprov code`: the module that draws is run in the device, step after step, against what a bare echo takes there.
//
// Sockets and the UART cost other than on the chip here, so an echo is reckoned from its JSON: on the chip's firmware a bare
// echo takes 10 ms, JSON.parse and JSON.stringify of the config request 4.3 ms.

import type { BenchDevice } from './device.ts';
import { CONFIG } from './requests.ts';

const ECHO_OF_JSON = 10 / 4.3;
const JSONS = 500;
/** The least of several runs: other work of the host can only add to it. */
const RUNS = 5;

const AP = { 'AP.SSID': 'PROV_000110', 'AP.auth': 4, 'AP.PWD': '' };
const STATE = JSON.stringify({ committed: JSON.stringify(AP), code: '7K3M9QXT2VBN' });

/** Milliseconds by the interpreter's clock. */
const timed = (body: string): string => `(function(){var s=getTime();${body}return (getTime()-s)*1000})()`;

/** The bundle's own `$r`, and a service of one command: what is due later is done when the step has ended. */
const drawing = (start: number, length: number, name: string): string =>
  timed(`function $r(a,b){return eval(require("Storage").read(".bootcde",a,b))}
var isDone=false,due=[],bytes=0,
clock={after:function(ms,fn){due.push(fn)},turn:function(fn){fn()}},
service={state:${STATE},ports:{uart:{write:function(s){bytes+=s.length}},clock:clock}};
$r(${start},${length})(service,"${name}",function(){isDone=true});
while(due.length)due.shift()();if(!isDone||bytes<1000)throw "not drawn";`);

/** Where the build has put the module, see `tools/build/modules.mjs`. */
function placeOf(bundle: string, module: string): [start: number, length: number] {
  const [, start, length] = new RegExp(`[;"]${module}:(\\d{6})(\\d{6})`).exec(bundle) ?? [];
  if (!start || !length) throw new Error(`no module ${module} in the bundle`);
  return [Number(start), Number(length)];
}

async function least(device: BenchDevice, expression: string): Promise<number> {
  const runs: number[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(Number(await device.evaluate(expression)));
  return Math.min(...runs);
}

/** `wifiprov code` and `wifiprov code app` in multiples of a bare echo. */
export async function codeEchoes(device: BenchDevice, bundle: string): Promise<{ wifi: number; espressif: number }> {
  const text = JSON.stringify(JSON.stringify(CONFIG));
  const json = timed(`for(var i=0,t=${text};i<${JSONS};i++)JSON.stringify(JSON.parse(t));`);
  const echo = ((await least(device, json)) / JSONS) * ECHO_OF_JSON;
  const [start, length] = placeOf(bundle, 'code');
  const wifi = await least(device, drawing(start, length, 'wifi'));
  const espressif = await least(device, drawing(start, length, 'espressif'));
  return { wifi: wifi / echo, espressif: espressif / echo };
}
