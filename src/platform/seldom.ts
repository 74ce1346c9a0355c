/**
 * Passes an error on at most once in `intervalMs`, with the number of those that were passed over since the last one: a database that
 * is away for an hour is a line now and then, not a full disk.
 */
export function seldom(write: (error: Error, passedOver: number) => void, intervalMs = 10_000): (error: Error) => void {
  let next = -Infinity;
  let passedOver = 0;
  return (error) => {
    const now = performance.now();
    if (now < next) {
      passedOver += 1;
      return;
    }
    next = now + intervalMs;
    write(error, passedOver);
    passedOver = 0;
  };
}
