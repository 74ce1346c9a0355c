import type { Config } from '#src/platform/config.ts';

/** Limits that no test meets by accident. */
export function generousLimits(): Config['restLimits'] {
  const many = { perMinute: 600_000, burst: 600_000 };
  return { token: many, tenant: many, scans: many, reports: many, endpoint_test: many };
}
