// `wifiprov completion`: a script with which a shell completes commands, flags and files.

import { Argument } from 'commander';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type CommandWords, commandWords } from '../completion/words.ts';
import { zshScript } from '../completion/zsh.ts';
import type { Subcommand } from '../subcommand.ts';

const SCRIPTS: { [shell: string]: (commands: readonly CommandWords[]) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export const completion: Subcommand = {
  doors: [],
  args: [new Argument('<shell>', 'the shell that you use').choices(Object.keys(SCRIPTS))],
  examples: ['completion bash'],
  notes: [
    'bash: put `source <(wifiprov completion bash)` into ~/.bashrc. zsh: put `source <(wifiprov completion zsh)` into ~/.zshrc, after compinit. fish: `wifiprov completion fish > ~/.config/fish/completions/wifiprov.fish`. Then open a new terminal. After an update of wifiprov it is up to date by itself; in fish, write the file again.',
  ],
  run: async (call) => {
    const [shell] = call.args as [string];
    const script = SCRIPTS[shell]?.(await commandWords(call.commands)) ?? '';
    return { json: { ok: true, data: { shell, script } }, text: script.trimEnd() };
  },
};
