// The corpus: inputs that are legal or nearly so, and the pieces they are made of. Bytes, so UTF-8 is written out.

import { bytes } from './parser.ts';

const CONFIG = {
  mode: 0,
  save_config: 1,
  countrycode: 'GEN',
  STA: { ch: 0, auto: 0, auth: 4, SSID: 'Home', PWD: 'correct horse' },
  AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'A long name for the AP', PWD: 'a longer password of it' },
};

export const REQUESTS = [
  JSON.stringify(CONFIG),
  JSON.stringify(CONFIG, null, 2),
  '{"STA":{"auto":0,"SSID":"Home","PWD":"correct horse"}}',
  '{"STA":{"auto":0,"auth":1,"SSID":"Cafe"}}',
  '{ "sta" : { "Auto" : 0 , "ssid" : "x" , "pwd" : "********" } }',
  '{"STA":{"auto":0,"SSID":"Caf\\u00e9 \\ud83d\\ude00","PWD":"p\\u00e4ssw\\u00f6rd"}}',
  bytes('{"STA":{"auto":0,"SSID":"Café 😀","PWD":"pässwörd"}}'),
  '{"AP":{"ch":11,"ssidv":0,"auth":3,"SSID":"Mine","PWD":"12345678"}}',
  '{"save_config":0,"countrycode":"EMEA","STA":{"ch":13}}',
  '{"cmd":"ping"}',
  '{"cmd":"status"}',
  '{"cmd":"get"}',
  '{"cmd":"history"}',
  '{"cmd":"help"}',
  '{"cmd":"ping","more":[1,{"a":2}]}',
  '{"wifi":"WIFI:T:WPA;S:Home;P:correct horse;;"}',
  '{"STA":{"ch":-0.0e+1,"auth":4.0,"SSID":null}}',
  '{"a":{"b":{"c":{"d":[[1]]}}}}',
  '{"__proto__":{"a":1},"constructor":2,"toString":3,"length":1}',
  '[{"cmd":"ping"},[1,2,[3]],"x"]',
  '{"STA":{"SSID":"a","ssid":"b"},"STA":{}}',
  '{}',
];

export const APPLY_LINES = [
  'apply,Home,2,correct horse,NULL',
  'apply,Home,2,pass,word,with,commas,',
  'apply,Cafe,1,,NULL',
  'apply,Cafe,1',
  'apply,Caf\xc3\xa9,2,12345678,',
  'apply,,2,12345678,NULL',
  'apply,Home,3,12345678,NULL',
];

export const WIFI_TEXTS = [
  'WIFI:T:WPA;S:Home;P:correct horse;;',
  'WIFI:S:Cafe;;',
  'WIFI:T:nopass;S:Cafe;P:;H:true;;',
  'wifi:t:sae;s:Fort\\;ress\\:;p:a\\\\b\\,c\\"d;;',
  'WIFI:P:"0123456789";S:"Home";T:WPA2;;',
  'WIFI:T:WEP;S:x;P:12345;;',
  'WIFI:T:WPA2-EAP;S:x;E:PEAP;I:user;P:pass;;',
  'WIFI:T:WPA;S:Caf\xc3\xa9;P:p\xc3\xa4ssw\xc3\xb6rd',
  'DPP:K:MDkwEwYHKoZIzj0CAQ;;',
];

export const UART_LINES = [
  'wifiprov set 0 1 0 0 4 "Home" "correct horse"\r',
  'wifiprov set 1 1 GEN 6 1 4 MyAP 12345678\r\n',
  'wifiprov set 0 1 EMEA 13 0 1 Cafe\n',
  "wifiprov set 'WIFI:T:WPA;S:Home;P:correct horse;;'\r",
  'wifiprov set 0 1 0 0 4 "a \\"b\\" \\\\c" \'d e\'f"g h"\r',
  'wifiprov get\rwifiprov status\rwifiprov history\r',
  'wifiprov help\r\nhelp\r\nwifiprovhelp\r\n',
  'wifiprof gte\x7f\x7f\x7fget\r',
  'abc\x15wifiprov get\r\x1b[A\r\x1b[A\x1b[A\x1b[B\r',
  'wifiprov debug level ff\rwifiprov debug level 0\r',
  `wifiprov set 0 1 0 0 4 "${'x'.repeat(240)}"\r`,
  'caf\xc3\xa9 \xf0\x9f\x98\x80\b\b\b\r',
];

export const FORMS = [
  'STA.SSID=Home&STA.PWD=correct+horse',
  'STA.SSID=&other=Caf%C3%A9+%26+more&STA.PWD=p%C3%A4ssw%C3%B6rd&STA.auth=',
  'sta.ssid=Cafe&STA.auth=1&STA.PWD=',
  'mode=1&AP.SSID=Mine&AP.PWD=12345678&AP.ch=11&AP.auth=4&AP.ssidv=1',
  'wifi=WIFI%3AT%3AWPA%3BS%3AHome%3BP%3Acorrect+horse%3B%3B&STA.SSID=&STA.PWD=',
  'STA.ch=13&STA.auto=0&STA.SSID=x&STA.PWD=%22%5C%2f%00',
  'STA.SSID=a&STA.SSID=b',
  'a=1&b=2',
];
