/** An attempt that a lane has claimed and may send. */
export type ClaimedAttempt = { id: string; probeId: string; variant: string; calls: number; reservedTokens: number };
