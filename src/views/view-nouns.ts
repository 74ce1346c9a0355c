import type { Scope } from '#src/access/scopes.ts';
import { FINDING_LIST } from '#src/findings/finding-list.ts';
import type { ListDescription } from '#src/platform/filter.ts';
import { SCAN_LIST } from '#src/scans/scan-list.ts';
import { TARGET_LIST } from '#src/targets/target-list.ts';

/** The lists that there are views of, and who may see and share them. */
export const VIEW_NOUNS = {
  findings: { list: FINDING_LIST, see: 'findings:read', share: 'findings:write' },
  scans: { list: SCAN_LIST, see: 'scans:read', share: 'scans:write' },
  targets: { list: TARGET_LIST, see: 'targets:read', share: 'targets:write' },
} as const satisfies Record<string, { list: ListDescription; see: Scope; share: Scope }>;

export type ViewNoun = keyof typeof VIEW_NOUNS;
export const NOUNS = Object.keys(VIEW_NOUNS) as ViewNoun[];
