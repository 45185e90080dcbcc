// No child outlives this process, however it ends: a shell beside the child waits for the end of a pipe that we hold.

import { type ChildProcess, spawn } from 'node:child_process';

/** A line on the pipe lets it go; the end of the pipe without one means that we are gone. */
const WATCH = 'trap "" INT TERM HUP; read -r done || kill -9 "$1"';
const LET_GO = 'done\n';

/** Kills the child when this process is gone: a child in an endless loop would notice nothing by itself. */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  // In a session of its own, so that what is sent to our process group does not end it.
  const watcher = spawn('sh', ['-c', WATCH, 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without a shell the child runs alone.
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  child.on('exit', () => watcher.stdin.end(LET_GO));
}
