// What the simulator says on standard error, and how it ends when it cannot go on.

export const USAGE_ERROR = 2;
export const FAILURE = 1;

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Ends the process with a line that says why. */
export function quit(status: number, line: string): never {
  say(line);
  process.exit(status);
}
