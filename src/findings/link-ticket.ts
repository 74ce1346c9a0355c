import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import { parseInput } from '#src/platform/parse.ts';
import { type ChangedFinding, changeFinding } from './change-finding.ts';

const ticketInput = z.strictObject({
  key: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'a key has no control characters'),
  url: z.string().trim().max(2000).refine(isPlainLink, 'an http or https address without a user name or password'),
});

/**
 * Ties a finding to a ticket in another system, or with null to none. The address is kept and shown, and never asked.
 *
 * @throws DomainError `not_found`, `invalid_input`
 */
export async function linkTicket(
  ctx: Ctx,
  id: string,
  raw: z.input<typeof ticketInput> | null,
): Promise<ChangedFinding> {
  const ticket = raw === null ? null : parseInput(ticketInput, raw);
  allow(ctx, 'findings:write');
  return changeFinding(ctx, id, 'finding.ticket_linked', () => ({ ticket }));
}

/** Whoever follows the link runs nothing and hands nothing over. */
function isPlainLink(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
