// One way into a running device, as the fuzzer sees it.

export interface Door {
  /** Sends the inputs of a batch; throws when an answer is missing or wrong. */
  send(inputs: readonly string[]): Promise<void>;
  /** How many answers an input gets. */
  answers(input: string): number;
  /** Lets go of what is open. */
  close(): void;
}
