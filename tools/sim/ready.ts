// Watches the UART's output for the firmware's `# ready`, which says that its doors are open.

const READY = '# ready';
/** What may stand before it: the start of a line, or the end of a terminal's erase sequence. */
const BEFORE = ['', '\r', '\n', 'K'];
const AFTER = ['\r', '\n', ' '];
/** Enough to hold the line that is being written. */
const KEPT = 80;

/** The returned function takes the output as it comes; `onReady` is called once for each such line. */
export function createReadyWatch(onReady: () => void): (bytes: Uint8Array) => void {
  let tail = '';
  return (bytes) => {
    tail += Buffer.from(bytes).toString('latin1');
    const at = tail.indexOf(READY);
    if (at < 0) {
      tail = tail.slice(-KEPT);
      return;
    }
    const end = at + READY.length;
    if (end === tail.length) return;
    const found = BEFORE.includes(tail.charAt(at - 1)) && AFTER.includes(tail.charAt(end));
    tail = tail.slice(end);
    if (found) onReady();
  };
}
