// Lets the host's event loop turn, so that pending socket traffic is handled before the next step.

export function nextTurn(turns = 1): Promise<void> {
  if (turns <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    setImmediate(() => resolve(nextTurn(turns - 1)));
  });
}
