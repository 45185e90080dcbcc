// Requests whose replies are awaited. A device answers in the order in which it was asked.

export interface Awaited<Reply> {
  resolve(reply: Reply): void;
  reject(why: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

export interface ReplyQueue<Reply> {
  push(one: Awaited<Reply>): void;
  /** Hands the reply to the request that was first; false: none is awaited. */
  settle(reply: Reply): boolean;
  rejectAll(why: Error): void;
}

export function replyQueue<Reply>(): ReplyQueue<Reply> {
  const waiting: Awaited<Reply>[] = [];
  return {
    push: (one) => void waiting.push(one),
    settle(reply) {
      const first = waiting.shift();
      clearTimeout(first?.timer);
      first?.resolve(reply);
      return first !== undefined;
    },
    rejectAll(why) {
      for (const one of waiting.splice(0)) {
        clearTimeout(one.timer);
        one.reject(why);
      }
    },
  };
}
