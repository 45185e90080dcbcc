// Requests and what must become of them; the rows run in Node and in the real interpreter.

/** Of a refusal its code and field; else the fields that differ afterwards and the warnings. */
type Wanted = [code: string, field?: string] | { set: { [path: string]: unknown }; warned?: string[] };

export interface Row {
  what: string;
  text: string;
  want: Wanted;
  /** From a device without a network. */
  fresh?: boolean;
  /** Node's parser makes a field of it, the interpreter's the prototype. */
  chipOnly?: boolean;
}

const long = (bytes: number): string => 'x'.repeat(bytes);
const sta = (fields: object): string => JSON.stringify({ STA: fields });
const ap = (fields: object): string => JSON.stringify({ AP: fields });
const value = (field: string, json: string): string => {
  const [block, name] = field.split('.');
  return name ? `{"${block}":{"${name}":${json}}}` : `{"${block}":${json}}`;
};

/** Integer fields: the values next to each limit, and what is no integer at all. */
const INTEGERS: [field: string, min: number, max: number][] = [
  ['mode', 0, 1], ['save_config', 0, 1], ['STA.ch', 0, 13], ['STA.auto', 0, 1], ['AP.ch', 1, 13], ['AP.ssidv', 0, 1],
]; // biome-ignore format: one table
const OTHER_TYPES = ['"1"', 'true', 'null', '[]', '[1]', '{}', '1.5', '1e999', '-1e999', '""', '1e-1'];
const HUGE = ['18446744073709551617', '-18446744073709551615', '36893488147419103233', '340282366920938463463374607431768211457', `1${'0'.repeat(70)}`, `0.${'0'.repeat(70)}1e71`]; // biome-ignore format: one table

const NOT_ENFORCED = (path: string, given: unknown): string[] => {
  if (path === 'STA.ch' && given !== 0) return ['not_enforced STA.ch'];
  return path === 'AP.ssidv' && given === 0 ? ['not_enforced AP.ssidv'] : [];
};

function integerRows(): Row[] {
  return INTEGERS.flatMap(([field, min, max]) => [
    ...[min, min + 1, max - 1, max].map((n) => ({
      what: `${field} ${n}`, text: value(field, `${n}`), want: { set: { [field]: n }, warned: NOT_ENFORCED(field, n) },
    })),
    { what: `${field} ${max}.0 is an integer`, text: value(field, `${max}.0`), want: { set: { [field]: max }, warned: NOT_ENFORCED(field, max) } },
    { what: `${field} ${min}e0 is an integer`, text: value(field, `${min}e0`), want: { set: { [field]: min }, warned: NOT_ENFORCED(field, min) } },
    ...[min - 1, max + 1, -4294967296, 4294967297].map((n) => ({ what: `${field} ${n}`, text: value(field, `${n}`), want: ['invalid_value', field] as Wanted })),
    ...OTHER_TYPES.map((json) => ({ what: `${field} ${json}`, text: value(field, json), want: ['invalid_type', field] as Wanted })),
    ...HUGE.map((json) => ({ what: `${field} ${json}`, text: value(field, json), want: ['invalid_type', field] as Wanted })),
  ]); // biome-ignore format: rows
}

function authRows(): Row[] {
  return ['STA', 'AP'].flatMap((block) => [
    ...[3, 4, 5, 6].map((auth) => ({
      what: `${block}.auth ${auth}`,
      text: value(`${block}.auth`, `${auth}`),
      want: { set: { [`${block}.auth`]: auth }, warned: auth > 4 ? [`not_enforced ${block}.auth`] : [] },
    })),
    ...[-1, 0, 2, 7, 12].map((auth) => ({
      what: `${block}.auth ${auth}`, text: value(`${block}.auth`, `${auth}`), want: ['invalid_value', `${block}.auth`] as Wanted,
    })),
    ...OTHER_TYPES.concat(HUGE).map((json) => ({ what: `${block}.auth ${json}`, text: value(`${block}.auth`, json), want: ['invalid_type', `${block}.auth`] as Wanted })),
  ]); // biome-ignore format: rows
}

/** Bytes of SSID and PSK next to each limit; 21 times "é" are 42 bytes. */
function lengthRows(): Row[] {
  const ssid = (block: string, text: string, want: Wanted): Row => ({
    what: `${block}.SSID of ${text.length} bytes`, text: `{"${block}":{"SSID":"${text}","PWD":"new password"}}`, want,
  }); // biome-ignore format: a row
  const psk = (block: string, text: string, want: Wanted): Row => ({
    what: `${block}.PWD of ${text.length} bytes`, text: `{"${block}":{"PWD":"${text}"}}`, want,
  }); // biome-ignore format: a row
  const both = (block: string, text: string): Wanted => ({
    set: { [`${block}.SSID`]: text, [`${block}.PWD`]: 'new password' },
  });
  const set = (block: string, text: string): Wanted => ({ set: { [`${block}.PWD`]: text } });
  return [
    ...['STA', 'AP'].flatMap((block) => [
      ...[1, 2, 30, 31].map((n) => ssid(block, long(n), both(block, long(n)))),
      ssid(block, long(32), ['radio_limit', `${block}.SSID`]),
      ssid(block, long(33), ['invalid_value', `${block}.SSID`]),
      ssid(block, long(300), ['invalid_value', `${block}.SSID`]),
      ssid(block, '\xc3\xa9'.repeat(15), both(block, '\xc3\xa9'.repeat(15))),
      ssid(block, '\xc3\xa9'.repeat(16), ['radio_limit', `${block}.SSID`]),
      ssid(block, '\xc3\xa9'.repeat(17), ['invalid_value', `${block}.SSID`]),
      ...[1, 7, 65, 66, 256, 264].map((n) => psk(block, long(n), ['invalid_value', `${block}.PWD`])),
      ...[8, 9, 61, 62].map((n) => psk(block, long(n), set(block, long(n)))),
      psk(block, long(64), ['invalid_value', `${block}.PWD`]),
      psk(block, `${'aB3'.repeat(21)}f`, ['radio_limit', `${block}.PWD`]),
      psk(block, '\xc3\xa9'.repeat(4), set(block, '\xc3\xa9'.repeat(4))),
      psk(block, `${'\xc3\xa9'.repeat(3)}x`, ['invalid_value', `${block}.PWD`]),
    ]),
    psk('STA', long(63), set('STA', long(63))),
    psk('AP', long(63), ['radio_limit', 'AP.PWD']),
    ssid('AP', '', ['invalid_value', 'AP.SSID']),
  ];
}

const TEXT_TYPES = ['1', 'true', 'null', '[]', '{}'];

const NAMES: Row[] = [
  { what: 'no field at all', text: '{}', want: ['empty'] },
  { what: 'an empty block', text: '{"STA":{}}', want: ['empty'] },
  { what: 'two empty blocks', text: '{"STA":{},"ap":{}}', want: ['empty'] },
  { what: 'an empty block beside a field', text: '{"mode":0,"STA":{}}', want: { set: {} } },
  { what: 'any case of letters', text: '{"MODE":1,"Save_Config":0,"sta":{"Auth":3,"ssid":"n","pwd":"12345678"},"Ap":{"SsidV":1,"CH":3}}', want: { set: { mode: 1, save_config: 0, 'STA.auth': 3, 'STA.SSID': 'n', 'STA.PWD': '12345678', 'AP.ch': 3 } } },
  { what: 'any order', text: '{"AP":{"PWD":"longer one","ch":5},"STA":{"PWD":"12345678","SSID":"n"},"mode":0}', want: { set: { 'AP.PWD': 'longer one', 'AP.ch': 5, 'STA.PWD': '12345678', 'STA.SSID': 'n' } } },
  { what: 'blanks between tokens', text: '{ "STA" : { "PWD" : "a b  c d e" , "auto" : 0 } }', want: { set: { 'STA.PWD': 'a b  c d e', 'STA.auto': 0 } } },
  { what: 'blanks as Python puts them', text: '{"STA": {"PWD": "a b  c d e", "auto": 0}}', want: { set: { 'STA.PWD': 'a b  c d e', 'STA.auto': 0 } } },
  { what: 'lines and tabs between tokens', text: '{\r\n\t"STA" : {\n"auto":0}\n}', want: { set: { 'STA.auto': 0 } } },
  { what: 'an unknown field', text: '{"mod":1}', want: ['unknown_field', 'mod'] },
  { what: 'an unknown field of a block', text: '{"STA":{"SID":"x"}}', want: ['unknown_field', 'STA.SID'] },
  { what: "AP's field in STA", text: '{"STA":{"ssidv":1}}', want: ['unknown_field', 'STA.ssidv'] },
  { what: 'a path for a name', text: '{"STA.ch":0}', want: ['unknown_field', 'STA.ch'] },
  { what: 'a path in a block', text: '{"STA":{"STA.ch":0}}', want: ['unknown_field', 'STA.STA.ch'] },
  { what: 'a block in a block', text: '{"STA":{"AP":{"ch":3}}}', want: ['unknown_field', 'STA.AP'] },
  { what: 'a field in a field', text: '{"mode":{"ch":3}}', want: ['invalid_type', 'mode'] },
  { what: 'an empty name', text: '{"":1}', want: ['unknown_field', ''] },
  { what: 'an empty name with a block', text: '{"":{"mode":1}}', want: ['unknown_field', ''] },
  { what: 'a comma for a name', text: '{",":1}', want: ['unknown_field', ','] },
  { what: 'a name of digits', text: '{"1":1}', want: ['unknown_field', '1'] },
  { what: 'a very long name', text: `{"${long(900)}":1}`, want: ['unknown_field', long(16)] },
  { what: 'a name with control bytes', text: '{"a\\u0007\\nb":1}', want: ['unknown_field', 'a??b'] },
  { what: 'a name that is not UTF-8', text: '{"\xffab":1}', want: ['unknown_field', '?ab'] },
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'on', 'emit', 'clone', 'then', 'inherits'].flatMap((name) => [
    { what: `${name} for a field`, text: `{"${name}":1}`, want: ['unknown_field', name] as Wanted, chipOnly: name === '__proto__' },
    { what: `${name} for a block`, text: `{"${name}":{"mode":1}}`, want: ['unknown_field', name] as Wanted },
    { what: `${name} in a block`, text: `{"STA":{"${name}":{"SSID":"evil"}}}`, want: ['unknown_field', `STA.${name}`] as Wanted },
    { what: `${name} is 1 behind a field`, text: `{"mode":1,"${name}":1}`, want: ['unknown_field', name] as Wanted, chipOnly: name === '__proto__' },
    { what: `${name} is 1 in a block`, text: `{"STA":{"auto":1,"${name}":1}}`, want: ['unknown_field', `STA.${name}`] as Wanted },
    { what: `${name} behind a field`, text: `{"mode":1,"${name}":{"save_config":0}}`, want: ['unknown_field', name] as Wanted },
  ]),
  { what: '__proto__ by escapes', text: '{"\\u005f_proto_\\u005F":{"mode":1}}', want: ['unknown_field', '__proto__'] },
  { what: '__proto__ by escapes in a block', text: '{"STA":{"\\u005f_proto__":{"ch":1}}}', want: ['unknown_field', 'STA.__proto__'] },
  { what: 'constructor by escapes', text: '{"mode":1,"\\u0063onstructor":1}', want: ['unknown_field', 'constructor'] },
  { what: 'a command in a prototype', text: '{"__proto__":{"cmd":"reboot"}}', want: ['unknown_field', '__proto__'] },
  ...TEXT_TYPES.map((json) => ({ what: `STA is ${json}`, text: `{"STA":${json}}`, want: (json === '{}' ? ['empty'] : ['invalid_type', 'STA']) as Wanted })),
  { what: 'STA is a text', text: '{"STA":"x"}', want: ['invalid_type', 'STA'] },
  { what: 'AP is a list of blocks', text: '{"AP":[{"ch":3}]}', want: ['invalid_type', 'AP'] },
]; // biome-ignore format: rows

const TWICE: Row[] = [
  { what: 'a field in two spellings', text: '{"mode":0,"Mode":1}', want: ['duplicate_field', 'mode'] },
  { what: "a block's field in two spellings", text: '{"STA":{"SSID":"a","ssid":"b"}}', want: ['duplicate_field', 'STA.SSID'] },
  { what: 'a block in two spellings', text: '{"STA":{"auto":0},"sta":{"ch":0}}', want: ['duplicate_field', 'STA'] },
  { what: 'a block in two spellings, neither ours', text: '{"Sta":{"auto":0},"sta":{"ch":0}}', want: ['duplicate_field', 'STA'] },
  { what: 'a field letter for letter', text: '{"mode":0,"mode":1}', want: ['duplicate_field', 'mode'] },
  { what: 'a field and the same value', text: '{"mode":1,"mode":1}', want: ['duplicate_field', 'mode'] },
  { what: 'a block letter for letter', text: '{"STA":{"auto":0},"STA":{"ch":0}}', want: ['duplicate_field', 'STA'] },
  { what: "a block's field letter for letter", text: '{"AP":{"ch":3,"ch":3}}', want: ['duplicate_field', 'AP.ch'] },
  { what: "a block's field behind another block", text: '{"STA":{"ch":0},"mode":0,"AP":{"ch":3,"auth":4,"ch":4}}', want: ['duplicate_field', 'AP.ch'] },
  { what: 'a block by an escape', text: '{"STA":{"auto":0},"\\u0053TA":{"auto":1}}', want: ['duplicate_field', 'STA'] },
  { what: "a block's field by an escape", text: '{"STA":{"SSID":"a","S\\u0053ID":"b"}}', want: ['duplicate_field', 'STA.SSID'] },
  { what: 'an escape of one spelling only', text: '{"\\u0053TA":{"aut\\u006F":0}}', want: { set: { 'STA.auto': 0 } } },
  { what: 'the same name in both blocks', text: '{"STA":{"auth":3},"AP":{"auth":3}}', want: { set: { 'STA.auth': 3, 'AP.auth': 3 } } },
  { what: 'a value that looks like a name', text: '{"STA":{"SSID":"PWD","PWD":"\\"SSID\\":1"}}', want: { set: { 'STA.SSID': 'PWD', 'STA.PWD': '"SSID":1' } } },
]; // biome-ignore format: rows

const TEXTS: Row[] = [
  ...['STA.SSID', 'STA.PWD', 'AP.SSID', 'AP.PWD', 'countrycode'].flatMap((field) => TEXT_TYPES.map((json) => ({ what: `${field} is ${json}`, text: value(field, json), want: ['invalid_type', field] as Wanted }))),
  ...['STA.SSID', 'STA.PWD', 'AP.SSID', 'AP.PWD'].flatMap((field) => [
    { what: `${field} with \\u0000`, text: value(field, '"ab\\u0000cdefgh"'), want: ['invalid_value', field] as Wanted },
    { what: `${field} with a lone high surrogate`, text: value(field, '"abcdefgh\\ud83d"'), want: ['invalid_value', field] as Wanted },
    { what: `${field} with a lone low surrogate`, text: value(field, '"\\ude00abcdefgh"'), want: ['invalid_value', field] as Wanted },
    { what: `${field} with two high surrogates`, text: value(field, '"\\ud83d\\ud83dabcdefgh"'), want: ['invalid_value', field] as Wanted },
    { what: `${field} with a high surrogate and a letter`, text: value(field, '"\\ud83dx\\ude00abcdefgh"'), want: ['invalid_value', field] as Wanted },
  ]),
  { what: 'escapes become UTF-8 bytes', text: sta({ PWD: 'PLACE' }).replace('PLACE', '\\u00e9\\u20ac\\ud83d\\ude00\\u0041'), want: { set: { 'STA.PWD': '\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80A' } } },
  { what: 'UTF-8 stays bytes', text: '{"STA":{"PWD":"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"}}', want: { set: { 'STA.PWD': '\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80' } } },
  { what: 'the highest and lowest of each length', text: '{"STA":{"PWD":"\\u0080\\u07ff\\u0800\\ud7ff\\ue000\\uffff\\ud800\\udc00\\udbff\\udfff"}}', want: { set: { 'STA.PWD': '\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf' } } },
  { what: 'an escaped backslash before u00e9', text: '{"STA":{"PWD":"\\\\u00e9\\\\\\u00e9"}}', want: { set: { 'STA.PWD': '\\u00e9\\\xc3\xa9' } } },
  { what: 'every short escape of what can be typed', text: '{"STA":{"PWD":"\\"\\\\\\/\\"\\\\\\/xx"}}', want: { set: { 'STA.PWD': '"\\/"\\/xx' } } },
  { what: 'every short escape', text: '{"STA":{"PWD":"\\"\\\\\\/\\b\\f\\n\\r\\t"}}', want: ['invalid_value', 'STA.PWD'] },
  { what: 'a SSID of 16 two-byte escapes', text: `{"STA":{"SSID":"${'\\u00e9'.repeat(16)}"}}`, want: ['radio_limit', 'STA.SSID'] },
  ...['USA', 'EMEA', 'JPN', 'CUST1', 'CUST2'].map((word) => ({ what: `country ${word}`, text: value('countrycode', `"${word}"`), want: { set: { countrycode: word }, warned: ['not_enforced countrycode'] } })),
  { what: 'country GEN', text: '{"countrycode":"GEN"}', want: { set: {} } },
  ...['', 'gen', 'DE', 'GENX', 'CUST3', 'GEN '].map((word) => ({ what: `country "${word}"`, text: value('countrycode', `"${word}"`), want: ['invalid_value', 'countrycode'] as Wanted })),
]; // biome-ignore format: rows

const SECRETS: Row[] = [
  { what: 'the mask keeps the password', text: sta({ PWD: '********', auto: 0 }), want: { set: { 'STA.auto': 0 } } },
  { what: 'the mask with the same SSID', text: sta({ SSID: 'Home', PWD: '********' }), want: { set: {} } },
  { what: 'the mask with another SSID', text: sta({ SSID: 'Other', PWD: '********' }), want: ['missing_field', 'STA.PWD'] },
  { what: 'the mask before another SSID', text: sta({ PWD: '********', SSID: 'Other' }), want: ['missing_field', 'STA.PWD'] },
  { what: 'the mask where none is stored', text: sta({ PWD: '********' }), want: ['missing_field', 'STA.PWD'], fresh: true },
  { what: "the AP's mask is the setup code", text: ap({ PWD: '********', ch: 3 }), want: { set: { 'AP.ch': 3 } }, fresh: true },
  { what: "the AP's mask with another SSID", text: ap({ PWD: '********', SSID: 'Other' }), want: ['missing_field', 'AP.PWD'] },
  { what: 'what get shows can be sent back', text: '{"mode":0,"save_config":1,"countrycode":"GEN","STA":{"ch":0,"auto":1,"auth":4,"SSID":"Home","PWD":"********"},"AP":{"ch":1,"ssidv":1,"auth":4,"SSID":"PROV_A1B2C3","PWD":"********"}}', want: { set: {} } },
  { what: 'seven and nine asterisks are no mask', text: sta({ PWD: '*********' }), want: { set: { 'STA.PWD': '*********' } } },
  { what: 'no password where one is needed', text: sta({ SSID: 'New' }), want: ['missing_field', 'STA.PWD'], fresh: true },
  { what: 'an empty password where one is needed', text: sta({ SSID: 'New', PWD: '' }), want: ['invalid_value', 'STA.PWD'] },
  { what: 'an empty password where one was stored', text: sta({ PWD: '' }), want: ['invalid_value', 'STA.PWD'] },
  { what: 'an empty AP password', text: ap({ PWD: '' }), want: ['invalid_value', 'AP.PWD'] },
  { what: 'an absent password is kept', text: sta({ SSID: 'Other' }), want: { set: { 'STA.SSID': 'Other' } } },
  { what: 'a password without a network', text: sta({ PWD: 'new password' }), want: ['missing_field', 'STA.SSID'], fresh: true },
  { what: 'an open network', text: sta({ SSID: 'Cafe', auth: 1, PWD: '' }), want: { set: { 'STA.SSID': 'Cafe', 'STA.auth': 1, 'STA.PWD': '' }, warned: [] }, fresh: true },
  { what: 'an open network with a password', text: sta({ SSID: 'Cafe', auth: 1, PWD: 'not needed' }), want: { set: { 'STA.SSID': 'Cafe', 'STA.auth': 1, 'STA.PWD': '' }, warned: ['pwd_ignored STA.PWD'] } },
  { what: 'open over a stored password', text: sta({ auth: 1 }), want: { set: { 'STA.auth': 1, 'STA.PWD': '' }, warned: ['pwd_ignored STA.PWD'] } },
  { what: 'an open AP', text: ap({ auth: 1 }), want: { set: { 'AP.auth': 1 }, warned: [] } },
  { what: 'an open AP with a password', text: ap({ auth: 1, PWD: 'not needed' }), want: { set: { 'AP.auth': 1, 'AP.PWD': '' }, warned: ['pwd_ignored AP.PWD'] } },
  { what: 'an open network with a wrong password', text: sta({ auth: 1, PWD: 'short' }), want: { set: { 'STA.auth': 1, 'STA.PWD': '' }, warned: ['pwd_ignored STA.PWD'] } },
  { what: 'a wrong password before the auth that needs one', text: sta({ PWD: 'short', auth: 4, ch: 3 }), want: ['invalid_value', 'STA.PWD'] },
  { what: 'an empty SSID forgets the network', text: sta({ SSID: '' }), want: { set: { 'STA.SSID': '', 'STA.PWD': '' }, warned: [] } },
  { what: 'an empty SSID with an empty password', text: sta({ SSID: '', PWD: '' }), want: { set: { 'STA.SSID': '', 'STA.PWD': '' }, warned: [] } },
  { what: 'all the warnings at once', text: '{"countrycode":"JPN","STA":{"ch":6,"auth":6},"AP":{"ssidv":0,"auth":5}}', want: { set: { countrycode: 'JPN', 'STA.ch': 6, 'STA.auth': 6, 'AP.ssidv': 0, 'AP.auth': 5 }, warned: ['not_enforced countrycode', 'not_enforced STA.ch', 'not_enforced STA.auth', 'not_enforced AP.ssidv', 'not_enforced AP.auth'] } },
  { what: 'one bad field and nothing changes', text: '{"mode":1,"STA":{"ch":3},"AP":{"ch":14}}', want: ['invalid_value', 'AP.ch'] },
]; // biome-ignore format: rows

export const REQUESTS: Row[] = [
  ...integerRows(),
  ...authRows(),
  ...lengthRows(),
  ...NAMES,
  ...TWICE,
  ...TEXTS,
  ...SECRETS,
];
