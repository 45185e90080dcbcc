// The script that runs before `.boot0` in the real interpreter and gives it the ESP32 port's objects, answered by Node.

import { STORAGE_START } from '../flash/image.ts';

/** The port keeps the details of each Wi-Fi event for good: a text of this length takes as many variables (12). */
const LOST_TEXT = 100;
/** While the stack is measured: before and after code that stands for native code, see `stack-meter.ts`. Node answers a byte. */
const IN = 'if(m){q.write("[\\"(\\",0]\\n");r.read(1);}';
const OUT = 'if(m){q.write("[\\")\\",0]\\n");r.read(1);}';
/** The body of a function that Node answers; no other function of the prelude's is on the stack when it returns or throws. */
const asks = (name: string, args = ''): string =>
  `${IN}var v=call("${name}",[${args}]);${OUT}if(v.e!==undefined)throw new Error(v.e);return v.v;`;

/**
 * Written in Espruino's dialect and kept in Storage, so its functions stay in flash. What crosses to Node:
 * - `req`/`res`, two FIFOs: one JSON line out, then a 6-digit length and that many bytes back. The interpreter waits in
 *   between, so that calls return and throw at once, as native ones do.
 * - `ev`, a FIFO read by Serial6: each byte means that a callback or an event waits to be fetched with `poll`, which hands
 *   it to the idle loop: the firmware's functions are called from as low on the stack as on the chip.
 * - standard input and output are UART0. While the REPL is away a burst comes as `\x1aA` for 0x04 (the interpreter
 *   ends itself at a bare one), `\x1aB` for 0x1a, and `\x1aE` at its end, so that it arrives in one piece.
 * What is written into Storage by address goes to the interpreter's own flash too, which has it as the image has.
 */
export const PRELUDE = String.raw`(function(){
var q=E.openFile("req","w"),r=E.openFile("res","r"),m,cb={},lost=[],rx="",now=getTime,t0=now(),W,S,F,f0,s0=${STORAGE_START},
setConsole=E.setConsole,getConsole=E.getConsole,on=[].on,opts;
function ask(n,a){q.write(JSON.stringify([n,a])+"\n");}
function got(){return r.read(parseInt(r.read(6),10));}
function call(n,a){ask(n,a);return JSON.parse(got());}
function wifi(n,a){
var f,v=call(n,a.map(function(x){if(typeof x=="function"){f=x;return "\x1af";}return x===undefined?"\x1au":x;}));
if(v.d)v.d.forEach(function(k){delete cb[k];});
if(v.k)cb[v.k]=f;
return v;
}
function answer(i,x){var v,e;try{v=eval(x);}catch(err){e=""+err;}call("answer",[i,v===undefined?null:v,e===undefined?null:e]);}
function poll(){
${IN}
var v=call("poll",[]),f;
if(v.x!==undefined)answer(v.i,v.x);
else if(v.n){keep();W.emit(v.n,v.a);}
else if(v.k){f=cb[v.k];if(v.d)delete cb[v.k];if(f)setTimeout.apply(global,[f,0].concat(v.a));}
if(v.m)setTimeout(poll,0);
${OUT}
}
function keep(){lost.push("x".repeat(${LOST_TEXT}));}
function burst(f){return function(d){
${IN}
rx+=d;
var p=rx.split("\x1aE");
rx=p.pop();
p.forEach(function(b){setTimeout(f,0,b.split("\x1aA").join("\x04").split("\x1aB").join("\x1a"));});
${OUT}
};}
function native(P,n,o,a){var f=P[n];delete P[n];try{return o[n](a[0],a[1]);}finally{P[n]=f;}}
opts=call("boot",[]).v;
m=opts.meter;
Modules.addCached("Wifi","");W=require("Wifi");
opts.wifi.forEach(function(n){W[n]=function(){${IN}var v=wifi(n,arguments);${OUT}if(v.e!==undefined)throw new Error(v.e);return v.v;};});
Modules.addCached("TelnetServer","");require("TelnetServer").setOptions=function(o){${asks('telnet', 'o')}};
F=require("Flash");f0=F.getFree()[0].addr-s0;
Modules.addCached("Flash","");S=require("Flash");
S.getFree=function(){${asks('flashFree')}};
S.getPage=function(a){${asks('flashPage', 'a')}};
S.erasePage=function(a){${IN}var v=call("flashErase",[a]);if(v.e===undefined&&a>=s0)F.erasePage(a+f0);${OUT}if(v.e!==undefined)throw new Error(v.e);};
S.write=function(d,a){${IN}if(typeof d!="string")d=E.toString(d);ask("flashWrite",[a,d.length]);q.write(d);var v=JSON.parse(got());if(v.e===undefined&&a>=s0)F.write(d,a+f0);${OUT}if(v.e!==undefined)throw new Error(v.e);};
S.read=function(n,a){
if(!(n>0))return;
${IN}
ask("flashRead",[a,n]);r.read(6);
var o=0,v=new Uint8Array(n),l;
while(o<n){l=n-o>512?512:n-o;v.set(E.toUint8Array(r.read(l)),o);o+=l;}
${OUT}
return v;
};
E.setConsole=function(d,o){${IN}setConsole.call(E,d=="Serial1"?USB:d,o);call("console",[getConsole()]);${OUT}};
E.getConsole=function(){var d=getConsole();return d=="USB"?"Serial1":d;};
E.reboot=function(){call("reboot",[]);};
E.enableWatchdog=function(t,a){${asks('watchdog', 't,a!==false')}};
E.kickWatchdog=function(){${asks('kick')}};
USB.on=function(e,f){on.call(USB,e,e=="data"?burst(f):f);};
Serial1=USB;
global.BTN1=D0;
global.ESP32={getState:function(){${asks('heap')}},reboot:E.reboot,enableBLE:function(){}};
global.NRF={setServices:function(){}};
global.getTime=function(){return now()-t0;};
global.peek32=function(a){${asks('peek32', 'a')}};
E.simPins={};
global.digitalRead=function(p){if(p!=D0)return E.simPins[p]||0;${asks('pin')}};
global.digitalWrite=function(p,v){E.simPins[p]=v?1:0;};
global.setWatch=function(f,p,o){${IN}cb.button=f;call("watch",[o]);${OUT}return 1;};
global.clearWatch=function(){delete cb.button;};
Server.prototype.listen=function(p){${IN}native(Server.prototype,"listen",this,[call("port",[p]).v]);call("open",[p]);${OUT}return this;};
Server.prototype.close=function(){${IN}native(Server.prototype,"close",this,[]);call("close",[this.port]);${OUT}};
dgramSocket.prototype.bind=function(p,f){${IN}native(dgramSocket.prototype,"bind",this,[call("port",[p]).v,f]);this.port=p;call("open",[p]);${OUT}return this;};
dgramSocket.prototype.close=function(){${IN}native(dgramSocket.prototype,"close",this,[]);call("closeUdp",[this.port]);${OUT}};
Object.defineProperty(process,"env",{get:function(){${asks('env')}}});
Serial6.setup(9600,{path:"ev"});
Serial6.on("data",poll);
setInterval("",opts.tick);
setInterval(function(){${asks('alive')}},1000);
if(opts.free)cb.pad=new Uint8Array((process.memory().free-opts.free)*process.memory().blocksize);
opts=S=undefined;
call("base",[process.memory().usage]);
})();
`;

/** Stands before the firmware's own `.boot0`, so that it also runs after `load()` and `reset()`. */
export const PRELUDE_FILE = '.sim';
export const PRELUDE_CALL = `eval(require("Storage").read("${PRELUDE_FILE}"));\n`;
