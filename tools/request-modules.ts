// The modules that a request may need, all there at once: tools and tests have memory enough.

import { runCommand } from '../firmware/commands/commands.ts';
import type { RequestModules } from '../firmware/commands/context.ts';
import { readForm } from '../firmware/commands/form.ts';
import { judgeSettings } from '../firmware/commands/judge.ts';
import { readRequest } from '../firmware/commands/reader.ts';
import { commandFault } from '../firmware/commands/refusal.ts';
import { fieldsOfWifi } from '../firmware/commands/wifi.ts';
import type { LoadOf } from '../firmware/kernel/modules.ts';

const ALL: RequestModules = {
  reader: readRequest,
  refusal: commandFault,
  commands: runCommand,
  wifitext: fieldsOfWifi,
  judge: judgeSettings,
  form: readForm,
};

export const loadRequestModule: LoadOf<RequestModules> = (name) => ALL[name];
