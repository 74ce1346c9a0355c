import { COMPARE_ROWS } from './compare-scans.ts';
import { ENDPOINT_TEST_ROWS } from './endpoint-test.ts';
import { ENDPOINT_ROWS } from './endpoints.ts';
import { FINDING_ACT_ROWS } from './finding-acts.ts';
import { FINDING_ROWS } from './findings.ts';
import { FRAMEWORK_ROWS } from './frameworks.ts';
import { ME_ROWS } from './me.ts';
import { OVERLAP_ROWS } from './overlaps.ts';
import { PROBE_ROWS } from './probes.ts';
import type { Row } from './row.ts';
import { SCAN_COMPLIANCE_ROWS } from './scan-compliance.ts';
import { SCAN_EVENT_ROWS } from './scan-events.ts';
import { SCAN_ROWS } from './scans.ts';
import { TARGET_ROWS } from './targets.ts';

/** Every route of `/api/v2` but its own document. */
export const ROWS: readonly Row[] = [
  ...ENDPOINT_ROWS,
  ...ENDPOINT_TEST_ROWS,
  ...ME_ROWS,
  ...TARGET_ROWS,
  ...PROBE_ROWS,
  ...SCAN_ROWS,
  ...SCAN_EVENT_ROWS,
  ...COMPARE_ROWS,
  ...SCAN_COMPLIANCE_ROWS,
  ...FRAMEWORK_ROWS,
  ...OVERLAP_ROWS,
  ...FINDING_ROWS,
  ...FINDING_ACT_ROWS,
];
