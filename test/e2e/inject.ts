// Puts faults into the modules of the firmware while it runs: in front of `.boot0` a wrapper around what reads them out of the bundle.

import { readFileSync } from 'node:fs';
import type { Held } from '../../firmware/runtime/modules.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import type { Options } from './options.ts';
import type { Rig } from './rig.ts';

const BUNDLE = new URL('../../build/', import.meta.url);

/**
 * load: reading the module throws. create: what makes it throws. call: its method does, or what it gives, instead of
 * running. after: once it has run. reply: the function that it is to answer with.
 */
type How = 'load' | 'create' | 'call' | 'after' | 'reply';

export interface Injection {
  module: string;
  how: How;
  /** Of what the module gives; without one it is the module itself that is called. */
  method?: string;
  /** So many times; 1 when left out. */
  times?: number;
  /** Another module that is let go first. */
  drops?: Held;
  /** `.bootcde` of the device, where it is another than what the build has made. */
  bundle?: string;
}

/** What must be at rest after a request, see `flagsOf`. */
interface Flags {
  making: boolean;
  restarting: boolean;
  answering: boolean;
  scanning: boolean;
  owes: boolean;
  wanted: string;
}

/** Bytes that nobody types: they carry an order to the wrapper, and are kept from the firmware. */
const ORDER = '\x02';
const LOOK = '\x03\x03';
const MEMORY = '\x04\x04';
const ARMED = '{armed}';

/** Those that are kept while they are used: what is there is let go, so that the next one is made with the fault. */
const HELD: { [Name in Held]: true } = {
  connection: true,
  requests: true,
  console: true,
  tcp: true,
  http: true,
  dns: true,
  improv: true,
  session: true,
  app: true,
};

/** Made as soon as a connection is there; others when something comes over it. */
const ON_SOCKET = ['service', 'tcp', 'http'];

/**
 * In the dialect of the interpreter, since it runs there too. `$f.t` is what is to be done, `$f.core` the resident state. What a
 * module's text is replaced by is evaluated where the module would be, so that it finds the shared pieces.
 */
const WRAPPER = `var $f={t:undefined,core:undefined};(function(){
var S=require("Storage"),read=S.read,on=Serial1.on;
function boom(){$f.t.n--;throw new Error("injected");}
function due(how){return $f.t&&$f.t.n>0&&$f.t.h===how&&($f.t.g===undefined||$f.t.i);}
function first(a){var i=0;while(i<a.length&&typeof a[i]!=="function")i++;return i;}
function run(fn,self,a){
if(due("call"))boom();
if(due("reply")){var at=first(a),r=a[at];a[at]=function(x){if(due("reply"))boom();return r(x);};}
var given=fn.apply(self,a);
if(due("after"))boom();
return given;}
$f.r=function(a,n){return read.call(S,".bootcde",a,n);};
$f.w=function(create,isService,isAt){return function(a,b,c,d){
if(isService)$f.core=a;
if(isAt&&due("create"))boom();
if(!isAt||$f.t.m===undefined)return create(a,b,c,d);
if($f.t.m==="")return run(create,undefined,[a,b,c,d]);
var made=create(a,b,c,d);
if($f.t.m==="()")return function(p,q,r,s){return run(made,undefined,[p,q,r,s]);};
var old=made[$f.t.m];
made[$f.t.m]=function(p,q,r,s){return run(old,made,[p,q,r,s]);};
return made;};};
S.read=function(name,a,n){
if(name===".bootcde"&&n){
var isAt=$f.t&&a===$f.t.a;
if(isAt&&due("load"))boom();
if(isAt||a===SERVICE_AT)return "$f.w(eval($f.r("+a+","+n+")),"+(a===SERVICE_AT)+","+!!isAt+")";}
return n?read.call(S,name,a,n):a===undefined?read.call(S,name):read.call(S,name,a);};
function unload(core){core.isServiceLoaded=false;core.ports=undefined;Object.setPrototypeOf(core,Object.prototype);}
function drop(){
var core=$f.core;
if(core)core.kept={};
if(core&&$f.t.l)core.loaded[$f.t.l]=undefined;
if(core&&core.isServiceLoaded&&$f.t.a===SERVICE_AT)unload(core);}
function enter(kind){
if(!$f.t||$f.t.n<1||!$f.t.g||$f.t.g.indexOf(kind)<0)return;
drop();
$f.t.i=1;}
function hooked(kind,fn){return function(a,b){enter(kind);fn(a,b);};}
function hook(socket,name,kind){
var on=socket.on;
Object.defineProperty(socket,"on",{value:function(n,fn){on.call(socket,n,n===name?hooked(kind,fn):fn);}});
return socket;}
var net=require("net"),server=net.createServer,udp=require("dgram"),create=udp.createSocket;
net.createServer=function(fn){return server.call(net,function(s){enter("s");fn(hook(s,"data","d"));});};
udp.createSocket=function(type){return hook(create.call(udp,type),"message","d");};
function order(text){
$f.t=JSON.parse(text);
if($f.t.g===undefined)drop();
Serial1.write("ARMED_MARK");}
function look(){
var core=$f.core,l=core.loaded,k=core.state;
Serial1.write(JSON.stringify({making:!!k.making,restarting:!!k.restarting,answering:!!(l.console&&l.console.answering),scanning:!!(l.improv&&l.improv.scanning),owes:!!((l.tcp&&l.tcp.owes())||(l.http&&l.http.owes())),wanted:(l.improv&&l.improv.wanted)||""}));}
Serial1.on=function(name,fn){on.call(Serial1,name,function(bytes){
var c=bytes.charCodeAt(0);
if(c===2)order(bytes.substr(1));
else if(bytes==="\\x04\\x04")E.emit("errorFlag",["MEMORY"]);
else if(bytes==="\\x03\\x03")look();
else{enter("d");fn(bytes);}});};
})();`;

const builtBundle = (): string => readFileSync(new URL('bootcde.js', BUNDLE), 'latin1');

/** Offset of a module's text in the bundle. */
function placeOf(module: string, bundle = builtBundle()): number {
  const found = new RegExp(`;${module}:(\\d{6})\\d{6}`).exec(bundle);
  if (!found) throw new Error(`no module ${module} in the bundle`);
  return Number(found[1]);
}

function orderOf({ module, how, method, drops, bundle, times = 1 }: Injection, isAsked: boolean): string {
  const order: { [key: string]: unknown } = { a: placeOf(module, bundle), h: how, n: times };
  if ((how === 'load' || how === 'create') && isAsked) order['g'] = ON_SOCKET.includes(module) ? 's d' : 'd';
  if (how !== 'load' && how !== 'create') order['m'] = method ?? '';
  const dropped = module in HELD ? module : drops;
  if (dropped) order['l'] = dropped;
  return JSON.stringify(order);
}

/** A device in which faults can be put; `first` is there from its start. */
export function injectable(options: Options = {}, first?: Injection): Options {
  const bundle = options.files?.['.bootcde'];
  const wrapper = WRAPPER.replaceAll('SERVICE_AT', String(placeOf('service', bundle))).replace('ARMED_MARK', ARMED);
  const armed = first ? `$f.t=${orderOf(first, false)};` : '';
  const boot0 = options.files?.['.boot0'] ?? readBundle(BUNDLE)['.boot0'];
  return { ...options, files: { ...options.files, '.boot0': `${wrapper}${armed}\n${boot0}` } };
}

/** From now on; a module that is there is made anew for it. `isAsked`: from the next request on, so that no timer takes it. */
export async function inject(rig: Rig, injection: Injection, isAsked = false): Promise<void> {
  const mark = rig.output().length;
  rig.core.uart.write(ORDER + orderOf(injection, isAsked));
  await rig.said(ARMED, 5_000, mark);
}

/** Tells the firmware what the port tells it once memory has run out. */
export function runOut(rig: Rig): void {
  rig.core.uart.write(MEMORY);
}

export async function flagsOf(rig: Rig): Promise<Flags> {
  const mark = rig.output().length;
  rig.core.uart.write(LOOK);
  await rig.said(/"wanted":"[^"]*"\}/, 5_000, mark);
  return JSON.parse(/(\{"making.*?"\})/.exec(rig.output().slice(mark))?.[1] ?? '') as Flags;
}

export const AT_REST: Flags = {
  making: false,
  restarting: false,
  answering: false,
  scanning: false,
  owes: false,
  wanted: '',
};
