/**
 * The scan ended (cancelled, most often) between the work and its storing. Thrown to roll the transaction back: after the last event of a
 * scan nothing is counted and nothing is logged.
 */
export class ScanEnded extends Error {
  override readonly name = 'ScanEnded';
}

/** Runs a transaction that may find its scan ended; answers whether it was committed. */
export async function unlessEnded(transaction: Promise<void>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    if (error instanceof ScanEnded) return false;
    throw error;
  }
}
