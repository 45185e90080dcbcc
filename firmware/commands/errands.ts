// All that a request may need, at hand at once: for tools and tests, where nothing has to come and go.

import { runCommand } from './commands.ts';
import type { ErrandParts, Errands } from './context.ts';
import { readForm } from './form.ts';
import { judgeSettings } from './judge.ts';
import { readRequest } from './reader.ts';
import { commandFault } from './refusal.ts';
import { fieldsOfWifi } from './wifi.ts';

const ALL: ErrandParts = {
  reader: readRequest,
  refusal: commandFault,
  commands: runCommand,
  wifitext: fieldsOfWifi,
  judge: judgeSettings,
  form: readForm,
};

export const errands: Errands = (name) => ALL[name];
