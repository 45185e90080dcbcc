// A setup code for a board that has none yet, or for its label: by flag, standard input, environment or prompt.

import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import { deviceError } from '../client/errors.ts';
import { usage } from './exit.ts';
import type { Call } from './subcommand.ts';
import { CODE_VARIABLE } from './target.ts';

/** The 12 characters of what was typed. */
function setupCodeOf(typed: string, where = ''): string {
  const code = normaliseCode(typed.trim());
  if (code !== undefined) return code;
  throw deviceError('usage', 'bad_code', `${where}a setup code has 12 characters, like XXXX-XXXX-XXXX`, {
    field: 'code',
  });
}

/** `--code` alone, or nothing said: from the environment, or asked for. */
export async function askSetupCode(call: Call): Promise<string> {
  const { code, codeStdin } = call.options;
  if (typeof code === 'string') return setupCodeOf(code);
  if (codeStdin) return setupCodeOf(await call.nextLine());
  const known = call.io.env[CODE_VARIABLE];
  if (known) return setupCodeOf(known, `${CODE_VARIABLE}: `);
  if (call.io.isPerson) return setupCodeOf(await call.io.ask('Setup code:'));
  throw usage(`the setup code is missing: use ${CODE_VARIABLE} or --code-stdin`);
}
