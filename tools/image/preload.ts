// A config for an image: judged by the firmware's own checks, said in its own sentences.

import type { Changes } from '../../firmware/config/check.ts';
import { type Known, networkOf, packKnown } from '../../firmware/config/known.ts';
import { type Config, defaultConfig } from '../../firmware/config/schema.ts';
import { readJson } from '../../firmware/lib/json/read.ts';
import { parseJson } from '../../firmware/lib/json/text.ts';
import { type Fault, fault, fieldFault, isFault, type Warning } from '../../firmware/lib/result.ts';
import type { Outcome } from '../../firmware/provisioning/apply.ts';
import type { Context } from '../../firmware/provisioning/context.ts';
import { answerRequest } from '../../firmware/provisioning/request.ts';
import { settingsOf } from '../../firmware/provisioning/settings.ts';
import { payloadOf, restore } from '../../firmware/storage/config-record.ts';
import { fromBytes, toBytes } from '../client/text.ts';
import { loadRequestModule } from '../request-modules.ts';

/** Stands for the name that the device makes of its MAC address, which is unknown here. */
const NAME_OF_ITS_OWN = 'PROV_xxxxxx';

export interface Prepared {
  /** Of the config's record. */
  payload: string;
  warnings: Warning[];
}

/** A network that no device has seen yet is kept as untried: the setup window stays open until it has worked. */
function payloadFor(config: Config): string {
  const { 'AP.SSID': name, ...rest } = config;
  return payloadOf(name === NAME_OF_ITS_OWN ? (rest as Config) : config, false);
}

function prepare(context: Context, changes: Changes): Prepared | Fault {
  const checked = settingsOf(context, changes);
  if (isFault(checked)) return checked;
  if (checked.config.save_config === 0)
    return fieldFault('invalid_value', 'save_config', 'save_config is 0; it must be 1 in an image');
  return { payload: payloadFor(checked.config), warnings: checked.warnings };
}

const ACCEPTED: Outcome = { ok: true, unchanged: true, state: '' };

/** There is stack enough here: a turn runs at once. */
const HUB = { load: loadRequestModule, turn: (fn: () => void) => fn() } as unknown as Context['runtime'];

/** As the device takes a request, but that it ends in a record. */
function judge(text: string, keys: number): Prepared | Fault {
  let prepared: Prepared | Fault | undefined;
  const context: Pick<Context, 'refuse' | 'networks' | 'runtime' | 'config' | 'put' | 'noteActivity'> = {
    refuse: () => undefined,
    noteActivity: (reply) => reply,
    networks: () => [],
    runtime: HUB,
    config: () => defaultConfig(NAME_OF_ITS_OWN),
    put(changes: Changes, reply: (outcome: Outcome) => void): void {
      prepared = prepare(context as Context, changes);
      reply(isFault(prepared) ? prepared : ACCEPTED);
    },
  };
  let said: object = {};
  answerRequest(context as Context, text, keys, 'authorized', (reply) => {
    said = reply;
  });
  if (isFault(said)) return said;
  return prepared ?? fault('invalid_request', 'a config is one JSON object, like {"STA":{"SSID":"Home"}}');
}

function read(text: string): Prepared | Fault {
  const reading = readJson(text);
  if (reading.at === 'begun') return fault('bad_json', 'the JSON ends too early');
  if (reading.at === 'fault')
    return fault(
      reading.code,
      reading.code === 'bad_json' ? `invalid JSON at byte ${reading.offset}` : 'nested too deep',
    );
  if (text.slice(reading.end).trim() !== '') return fault('bad_json', `more than one JSON value: byte ${reading.end}`);
  const value = parseJson(text.slice(0, reading.end));
  if (typeof value === 'object' && value !== null && 'cmd' in value)
    return fieldFault('unknown_field', 'cmd', 'cmd is a command; a config holds settings, or wifi');
  return judge(text.slice(0, reading.end), reading.keys);
}

/** `json`: a config request as it goes over TCP, `{"wifi":"WIFI:..."}` too. */
export function prepareConfig(json: string): Prepared | Fault {
  const done = read(toBytes(json).trim());
  return isFault(done) ? { ...done, message: fromBytes(done.message) } : done;
}

/** Beside that of the config. */
const OTHERS_AT_MOST = 4;

/** The network of a prepared config; '' for none. */
export function stationOf({ payload }: Pick<Prepared, 'payload'>): string {
  return restore(payload, NAME_OF_ITS_OWN)['STA.SSID'];
}

/** One line of the file, judged like a config of its own. */
function networkIn(line: string): Known | Fault {
  const done = prepareConfig(JSON.stringify({ wifi: line }));
  return isFault(done) ? done : networkOf(restore(done.payload, NAME_OF_ITS_OWN));
}

/** `text`: a WIFI: text a line. The networks beside `station`, in that order, each with its line. */
export function knownIn(text: string, station: string): (Known & { text: string })[] | Fault {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const known: (Known & { text: string })[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === '') continue;
    const network = networkIn(line);
    if (isFault(network)) return { ...network, message: `line ${at + 1}: ${network.message}` };
    if (network.ssid === station || known.some(({ ssid }) => ssid === network.ssid))
      return fault('duplicate_field', `line ${at + 1}: this network is named twice`);
    known.push({ ...network, text: line });
  }
  if (known.length > OTHERS_AT_MOST)
    return fault(
      'too_large',
      `${known.length} networks; a device knows ${OTHERS_AT_MOST} beside the one of its config`,
    );
  return known;
}

/** Their record. */
export function prepareKnown(text: string, station: string): { payload: string } | Fault {
  const known = knownIn(text, station);
  return isFault(known) ? known : { payload: packKnown(known) };
}
