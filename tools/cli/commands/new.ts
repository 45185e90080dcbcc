// `wifiprov new`: a project for an app of one's own.

import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Argument } from 'commander';
import { usage } from '../exit.ts';
import { writeOutput } from '../output.ts';
import { plain } from '../print.ts';
import type { Subcommand } from '../subcommand.ts';

function refuse(folder: string, isName: boolean): void {
  if (!isName) throw usage('the name of a project is a-z, 0-9 and -, 64 characters at most, for example my-lamp');
  if (existsSync(folder) && readdirSync(folder).length > 0) throw usage(`${folder} is there already, and not empty`);
}

export const newProject: Subcommand = {
  doors: [],
  args: [new Argument('<folder>', 'its folder; the last part is the name of the project')],
  examples: ['new my-lamp'],
  notes: [
    'The project has an app in TypeScript, a brand, the options of the build, and a test that sets up a simulated board. `npm install` in it gets what the build needs; `npm test`, `npm start` and `npm run flash` go on from there.',
  ],
  run: async (call) => {
    const { NAME, packageJson, projectFiles } = await import('../../new/project.ts');
    const { ownPackage, wifiprovFor } = await import('../../new/source.ts');
    const [given] = call.args as [string];
    const folder = resolve(given);
    const name = basename(folder);
    refuse(folder, NAME.test(name));
    const source = ownPackage();
    const files = projectFiles(join(source.root, 'tools/new/project'), name);
    for (const [path, text] of files) writeOutput(join(folder, path), text);
    const wifiprov = wifiprovFor(folder, source);
    writeOutput(join(folder, 'package.json'), packageJson(name, wifiprov, source.peers));
    const data = { folder, files: ['package.json', ...files.keys()], wifiprov };
    const made = `${plain(given)}: ${data.files.length} files; app.ts is your app`;
    return { json: { ok: true, data }, text: `${made}\nnext: cd ${plain(given)} && npm install && npm test` };
  },
};
