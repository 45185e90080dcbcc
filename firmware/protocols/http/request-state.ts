// A request as far as it has been read, and its limits.

/** From the request line to the empty line, line ends counted. */
export const HEAD_MAX = 4096;
export const BODY_MAX = 2048;

export interface Request {
  method: string;
  /** Still escaped. */
  path: string;
  query: string;
  /** Lower case, without :80; '' when there is none. */
  host: string;
  /** The header lines that are kept; header() of header.ts finds one. */
  head: string;
  body: string;
}

/** One flat record: there may be three at a time. */
export interface RequestState extends Request {
  /** `bad`: it is not HTTP. */
  at: 'line' | 'head' | 'body' | 'whole' | 'bad';
  /** Bytes that are not used up yet. */
  rest: string;
  /** Bytes of the head so far. */
  size: number;
  /** The digit behind `HTTP/1.`. */
  minor: string;
  /** Bytes of the body, as announced; below 0: it comes in chunks, see chunks.ts. */
  need: number;
  /** For a word before it sends the body. */
  waits: boolean;
  /** Why the request can't be served: the status to say so with, else 0. When it is `whole`, its body was not read. */
  status: number;
}

export function newRequestState(): RequestState {
  const request = { method: '', path: '', query: '', host: '', head: '', body: '' };
  return Object.assign(request, {
    at: 'line' as const,
    rest: '',
    size: 0,
    minor: '',
    need: 0,
    waits: false,
    status: 0,
  });
}
