// Waits until something has come true, looking again whenever it is told that something has changed.

interface Watch {
  look(): void;
  /** Whether it came true in time; one wait at a time. */
  until(isTrue: () => boolean, ms: number): Promise<boolean>;
}

export function newWatch(): Watch {
  let look: () => void = () => {};
  return {
    look: () => look(),
    until: (isTrue, ms) =>
      new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          look = () => {};
          resolve(isTrue());
        };
        const timer = setTimeout(end, ms);
        look = () => (isTrue() ? end() : undefined);
        look();
      }),
  };
}
