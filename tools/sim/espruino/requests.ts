// Cuts the byte stream of the prelude's calls into calls: one JSON line each, `flashWrite` with raw bytes behind it.

type OnRequest = (name: string, args: unknown[], payload: Buffer) => void;

const NOTHING = Buffer.alloc(0);

/** Returns the function to feed with what arrives. */
export function createRequestReader(onRequest: OnRequest): (chunk: Buffer) => void {
  let waiting = NOTHING;
  return (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const end = waiting.indexOf('\n');
      if (end < 0) return;
      const [name, args] = JSON.parse(waiting.toString('latin1', 0, end)) as [string, unknown[]];
      const length = name === 'flashWrite' ? Number(args[1]) : 0;
      if (waiting.length < end + 1 + length) return;
      const payload = waiting.subarray(end + 1, end + 1 + length);
      waiting = waiting.subarray(end + 1 + length);
      onRequest(name, args, payload);
    }
  };
}
