// What the type check says of a source file with one change in it, without writing that change.

import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

const parsed = new Map<string, ts.SourceFile | undefined>();

/** The complaints about `file`, and about those in `also`, when `from` in it reads `to`. */
export function complaints(project: string, file: string, from: string, to: string, also: string[] = []): string[] {
  const path = resolve(file);
  const source = readFileSync(path, 'utf8');
  if (!source.includes(from)) throw new Error(`${file} has no ${from}`);
  const { config } = ts.readConfigFile(project, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(resolve(project)));
  const host = ts.createCompilerHost(options);
  const plain = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    if (resolve(name) === path) return ts.createSourceFile(name, source.replace(from, to), target);
    if (!parsed.has(name)) parsed.set(name, plain.call(host, name, target));
    return parsed.get(name);
  };
  // Declarations of globals are in no file that is imported.
  const globals = fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram([...globals, path, ...also.map((name) => resolve(name))], options, host);
  return [file, ...also].flatMap((name) => {
    const tree = program.getSourceFile(resolve(name));
    const found = [...program.getSyntacticDiagnostics(tree), ...program.getSemanticDiagnostics(tree)];
    return found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
  });
}
