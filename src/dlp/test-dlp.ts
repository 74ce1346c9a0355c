import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import type { DlpMatch } from './dlp-engine.ts';
import type { DlpAction } from './dlp-rule.ts';
import { openDlp } from './effective-rule.ts';

export const testDlpInput = z.strictObject({ text: z.string().max(100_000) });
/** As many matches are told, in the order of the text. */
const MATCHES_TOLD = 200;

export type DlpTest = {
  /** The strongest that a rule asks for; null when none found anything. */
  action: DlpAction | null;
  matches: DlpMatch[];
  /** How many there are; `matches` holds at most 200 of them. */
  matchCount: number;
  /** What would be sent. Null: nothing would. */
  sent: string | null;
};

/**
 * What the tenant's rules would do to a text that is sent. Nothing of the text is kept, logged or audited.
 *
 * @throws DomainError `invalid_input`, `missing_scope`
 */
export async function testDlp(ctx: Ctx, raw: z.input<typeof testDlpInput>): Promise<DlpTest> {
  const { text } = parseInput(testDlpInput, raw);
  allow(ctx, 'targets:read');
  const engine = await openDlp(ctx, ctx.actor.tenantId);
  const { action, matches, text: redacted } = engine.read(text, { all: true });
  return {
    action,
    matches: matches.slice(0, MATCHES_TOLD),
    matchCount: matches.length,
    sent: action === 'block' ? null : redacted,
  };
}
