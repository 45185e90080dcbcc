import { expect, expectTypeOf, it } from 'vitest';
import { FIELDS } from '../../firmware/config/schema.ts';
import type { DeviceEvent as SentEvent } from '../../firmware/provisioning/connection-context.ts';
import type { DeviceEvent } from '../../tools/client/api.ts';
import type { Config } from '../../tools/client/data.ts';

/** Compiles only with every field that the library's type has. */
const config: Required<Omit<Config, 'app'>> = {
  mode: 0,
  save_config: 1,
  countrycode: 'GEN',
  STA: { ch: 0, auto: 1, auth: 4, SSID: '', PWD: '' },
  AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'PROV_000110', PWD: '' },
};

it("the library's type of a config has the fields of the schema, and no other", () => {
  const paths = Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'object' ? Object.keys(value).map((name) => `${key}.${name}`) : key,
  );
  expect(paths).toEqual(Object.keys(FIELDS));
});

it("the library's type of an event has every key that the device sends (checked by the compiler)", () => {
  expectTypeOf<keyof SentEvent>().toExtend<keyof DeviceEvent>();
});
