// Ways to leave a link, or not, for the tests of both engines: a server replies to `now` and does it in the same turn,
// and to `later` and does it some turns after.

const HOME = 'W.connect("Home",{password:"correct horse"},function(){say("up")});';
const MINE = 'W.startAP("Mine",{password:"longenough"},function(){say("up")});';

export interface LeaveRow {
  title: string;
  /** How the device comes by the link over which the client reaches it. */
  link: string;
  act: string;
  cut: boolean;
}

export const LEAVE_ROWS: LeaveRow[] = [
  { title: 'disconnect() on the station link', link: HOME, act: 'W.disconnect();', cut: true },
  { title: 'connect() to another network', link: HOME, act: 'W.connect("Cafe",{});', cut: true },
  { title: 'stopAP() on the access point', link: MINE, act: 'W.stopAP();', cut: true },
  { title: 'startAP() with other settings', link: MINE, act: 'W.startAP("Other",{password:"longenough"});', cut: true },
  { title: 'startAP() beside the station link', link: HOME, act: MINE, cut: false },
  { title: 'disconnect() on the access point', link: MINE, act: 'W.disconnect();', cut: false },
];

export const REPLY = 'reply';

export function leaveScript({ link, act }: LeaveRow): string {
  return `var W=require("Wifi");function act(){${act}}
require("net").createServer(function(c){c.on("close",function(e){say("closed "+e)});c.on("drain",function(){say("drain")});
c.on("data",function(d){c.write("${REPLY}");if(d=="now")act();else setTimeout(act,50)})}).listen(6666);${link}`;
}
