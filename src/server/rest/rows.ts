import { AUDIT_ROWS } from './audit.ts';
import { COMPARE_ROWS } from './compare-scans.ts';
import { DELIVERY_ROWS } from './deliveries.ts';
import { DLP_ROWS } from './dlp.ts';
import { ENDPOINT_TEST_ROWS } from './endpoint-test.ts';
import { ENDPOINT_ROWS } from './endpoints.ts';
import { FINDING_ACT_ROWS } from './finding-acts.ts';
import { FINDING_ROWS } from './findings.ts';
import { FRAMEWORK_ROWS } from './frameworks.ts';
import { INVITATION_ROWS } from './invitations.ts';
import { ME_ROWS } from './me.ts';
import { MEMBER_ROWS } from './members.ts';
import { OVERLAP_ROWS } from './overlaps.ts';
import { PROBE_ROWS } from './probes.ts';
import { REPORT_DOWNLOAD_ROWS } from './report-download.ts';
import { REPORT_SIGNATURE_ROWS } from './report-signature.ts';
import { REPORT_ROWS } from './reports.ts';
import type { Row } from './row.ts';
import { SCAN_COMPLIANCE_ROWS } from './scan-compliance.ts';
import { SCAN_EVENT_ROWS } from './scan-events.ts';
import { TRANSCRIPT_ROWS } from './scan-transcripts.ts';
import { SCAN_ROWS } from './scans.ts';
import { SCHEDULE_ROWS } from './schedules.ts';
import { SECRET_ROWS } from './secrets.ts';
import { SETTINGS_ROWS } from './settings.ts';
import { TARGET_ROWS } from './targets.ts';
import { TOKEN_ROWS } from './tokens.ts';
import { USAGE_ROWS } from './usage.ts';
import { WEBHOOK_ROWS } from './webhooks.ts';

/** Every route of `/api/v2` but its own document. */
export const ROWS: readonly Row[] = [
  ...ENDPOINT_ROWS,
  ...ENDPOINT_TEST_ROWS,
  ...ME_ROWS,
  ...TARGET_ROWS,
  ...PROBE_ROWS,
  ...SCAN_ROWS,
  ...SCAN_EVENT_ROWS,
  ...TRANSCRIPT_ROWS,
  ...COMPARE_ROWS,
  ...SCAN_COMPLIANCE_ROWS,
  ...FRAMEWORK_ROWS,
  ...OVERLAP_ROWS,
  ...FINDING_ROWS,
  ...FINDING_ACT_ROWS,
  ...TOKEN_ROWS,
  ...SECRET_ROWS,
  ...MEMBER_ROWS,
  ...INVITATION_ROWS,
  ...SETTINGS_ROWS,
  ...WEBHOOK_ROWS,
  ...DELIVERY_ROWS,
  ...SCHEDULE_ROWS,
  ...AUDIT_ROWS,
  ...USAGE_ROWS,
  ...DLP_ROWS,
  ...REPORT_ROWS,
  ...REPORT_DOWNLOAD_ROWS,
  ...REPORT_SIGNATURE_ROWS,
];
