// The modules that a request may need, all there at once: tools and tests have memory enough.

import { fault } from '../firmware/lib/result.ts';
import { commandFault } from '../firmware/provisioning/check-command.ts';
import { runCommand } from '../firmware/provisioning/commands.ts';
import type { RequestModules } from '../firmware/provisioning/context.ts';
import { readForm } from '../firmware/provisioning/form.ts';
import { readRequest } from '../firmware/provisioning/parse-request.ts';
import { validateSettings } from '../firmware/provisioning/validate.ts';
import { fieldsOfWifi } from '../firmware/provisioning/wifi-uri.ts';
import type { LoadOf } from '../firmware/runtime/modules.ts';

const ALL: RequestModules = {
  parse: readRequest,
  checkCommand: commandFault,
  commands: runCommand,
  wifiUri: fieldsOfWifi,
  validate: validateSettings,
  form: readForm,
  update: () => fault('not_supported', 'this is no device'),
};

export const loadRequestModule: LoadOf<RequestModules> = (name) => ALL[name];
