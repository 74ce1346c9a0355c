import { DomainError } from '#src/platform/errors.ts';

/** Lets so many pieces of work run at once, in the order in which they came; so many wait, and who comes beyond that is refused. */
export function turnstile(limits: { atOnce: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async function pass<T>(work: () => Promise<T>): Promise<T> {
    if (running >= limits.atOnce) {
      if (queue.length >= limits.waiting) throw tooMany();
      await new Promise<void>((resolve) => queue.push(resolve)); // whoever leaves hands over their place
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function tooMany(): DomainError {
  return new DomainError('rate_limited', 'Too many people sign in at this moment. Try again in a few seconds.', {
    details: { retry_after_seconds: 3 },
  });
}
