import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { availableProvider } from '#src/targets/connect-target.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';

/**
 * An active `llm` target of the caller, and how it is spoken to. A disabled one answers as a missing one does.
 *
 * @throws DomainError `not_found`, `target_kind_not_scannable`, `provider_not_available`
 */
export async function scannableTarget(ctx: Ctx, text: string): Promise<{ id: string; config: LlmConfig }> {
  const id = parseId(['target', 'endpoint'], text);
  const [row] = await ctx.db.query<{ kind: string; config: LlmConfig }>(
    `select kind, config from targets where tenant_id = $1 and id = $2 and status = 'active'`,
    [ctx.actor.tenantId, id],
  );
  if (!row) throw notFound('target');
  if (row.kind !== 'llm') {
    throw new DomainError(
      'target_kind_not_scannable',
      `A target of kind ${row.kind} is kept and shown, and cannot be scanned by this version. Scan an llm target.`,
    );
  }
  availableProvider(row.config.provider);
  return { id, config: row.config };
}
