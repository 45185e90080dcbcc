// All that a request may need, at hand at once: for tools and tests, where nothing has to come and go.

import { judgeChanges } from '../config/check.ts';
import { runCommand } from './commands.ts';
import type { ErrandParts, Errands } from './context.ts';
import { readRequest } from './reader.ts';
import { submit } from './submit.ts';
import { putWifiText } from './wifi.ts';

const ALL: ErrandParts = {
  reader: readRequest,
  commands: runCommand,
  wifitext: putWifiText,
  judge: judgeChanges,
  form: submit,
};

export const errands: Errands = (name) => ALL[name];
