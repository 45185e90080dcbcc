// Why there is no session, or none any more: an Error with a code to branch on.

export type FailureCode =
  /** The given text is not a setup code. */
  | 'bad_code'
  /** The device has another code. It is then locked for a while. */
  | 'bad_proof'
  /** Locked after a wrong code: try again after `seconds`. */
  | 'locked'
  /** Another client has a session, or the device is not ready yet. */
  | 'busy'
  /** The device does not know the code: it is not the one that it should be. */
  | 'wrong_device'
  /** Something came that the device did not send, or what it sent was changed. */
  | 'tampered'
  /** The ten minutes are over. */
  | 'ended'
  /** The device speaks another version, or asks for what is not safe. */
  | 'protocol'
  | 'timeout'
  | 'closed'
  | 'too_large';

export type Failure = Error & { code: FailureCode; seconds: number };

const SENTENCES: Record<FailureCode, string> = {
  bad_code: 'a setup code has 12 characters, like XXXX-XXXX-XXXX',
  bad_proof: 'the device has another setup code',
  locked: 'the device is locked after a wrong setup code',
  busy: 'the device has another session, or is not ready yet',
  wrong_device: 'this device does not know the setup code',
  tampered: 'the connection was tampered with',
  ended: 'the session is over; open a new one',
  protocol: 'the device speaks another protocol',
  timeout: 'the device does not answer',
  closed: 'the connection is closed',
  too_large: 'the request is too large for a sealed session',
};

export function failure(code: FailureCode, seconds = 0): Failure {
  const text = seconds ? `${SENTENCES[code]}; try again in ${seconds} s` : SENTENCES[code];
  return Object.assign(new Error(text), { code, seconds });
}

const ERRORS = new Map<unknown, FailureCode>([
  ['proof', 'bad_proof'],
  ['locked', 'locked'],
  ['busy', 'busy'],
  ['mac', 'tampered'],
  ['state', 'ended'],
]);

/** Of `{"t":"err","e":"locked","s":2}`. */
export function failureOf(message: Record<string, unknown>): Failure {
  const seconds = typeof message['s'] === 'number' ? message['s'] : 0;
  return failure(ERRORS.get(message['e']) ?? 'protocol', seconds);
}
