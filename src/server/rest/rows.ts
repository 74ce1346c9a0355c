import { ME_ROWS } from './me.ts';
import { PROBE_ROWS } from './probes.ts';
import type { Row } from './row.ts';

/** Every route of `/api/v2` but its own document. */
export const ROWS: readonly Row[] = [...ME_ROWS, ...PROBE_ROWS];
