// Requests whose replies are awaited. A device answers in the order in which it was asked.

export interface Awaited<Reply> {
  resolve(reply: Reply): void;
  reject(why: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

interface ReplyQueue<Reply, Why> {
  push(one: Awaited<Reply>): void;
  /** Hands the reply to the request that was first; false: none is awaited. */
  settle(reply: Reply): boolean;
  /** Closes the transport and rejects what is awaited. Only the first call does anything, and its reason stays. */
  end(why: Why): void;
  /** Why it is over; undefined: it is not. */
  over(): Why | undefined;
}

export function replyQueue<Reply, Why extends Error>(
  transport: { close(): void },
  onEnd: (why: Why) => void,
): ReplyQueue<Reply, Why> {
  const waiting: Awaited<Reply>[] = [];
  let over: Why | undefined;
  return {
    push: (one) => void waiting.push(one),
    settle(reply) {
      const first = waiting.shift();
      clearTimeout(first?.timer);
      first?.resolve(reply);
      return first !== undefined;
    },
    end(why) {
      if (over) return;
      over = why;
      transport.close();
      for (const one of waiting.splice(0)) {
        clearTimeout(one.timer);
        one.reject(why);
      }
      onEnd(why);
    },
    over: () => over,
  };
}
