import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { once } from '#src/platform/idempotency.ts';
import { newId, notFound, parseId } from '#src/platform/ids.ts';
import { parseInput } from '#src/platform/parse.ts';
import { storableText } from '#src/platform/storable.ts';
import { findingEvents } from './finding-events.ts';

const commentInput = z.strictObject({ body: z.string().trim().min(1).max(10_000) });

/**
 * Adds a comment to a finding. A comment is never changed. The audit log says that there is one, not what it says.
 *
 * @throws DomainError `not_found`, `invalid_input`, and what `once` throws
 */
export async function commentFinding(
  ctx: Ctx,
  id: string,
  raw: z.input<typeof commentInput>,
): Promise<{ id: string; findingId: string }> {
  const { body } = parseInput(commentInput, raw);
  allow(ctx, 'findings:write');
  const { tenantId, tokenId, userId } = ctx.actor;
  const [commentId, findingId] = [newId(), parseId('finding', id)];
  const request = { operation: 'commentFinding', input: { findingId, body } };
  const { answer } = await once<{ id: string; findingId: string }>(ctx, request, (transaction) =>
    transaction(async (tx) => {
      const rows = await tx.query(
        `insert into finding_comments (tenant_id, id, finding_id, body, actor_token_id, actor_user_id)
       select f.tenant_id, $3, f.id, $4, $5, $6 from findings f where f.tenant_id = $1 and f.id = $2 returning 1`,
        [tenantId, findingId, commentId, storableText(body), tokenId, userId],
      );
      if (rows.length === 0) throw notFound('finding');
      const detail = { commentId, characters: body.length };
      await appendAudit(tx, ctx.actor, {
        action: 'finding.commented',
        subjectKind: 'finding',
        subjectId: findingId,
        detail,
        event: await findingEvents(tx, tenantId, 'commented', [findingId]),
      });
      return { id: commentId, findingId };
    }),
  );
  return answer;
}
