import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { once, type Transact } from '#src/platform/idempotency.ts';
import { newId } from '#src/platform/ids.ts';
import { validateTargetUrl } from '#src/platform/outbound.ts';
import { parseInput } from '#src/platform/parse.ts';
import { llmConfig } from './llm-config.ts';
import { sealConfig } from './sealed-config.ts';
import { checkSecretReferences, refusePrivate, sealHeaders, urlTaken } from './target-checks.ts';
import { targetFields } from './target-fields.ts';
import { targetOwner } from './target-owner.ts';

export const createTargetInput = z
  .strictObject({
    kind: z.enum(['url', 'repo', 'llm']).default('llm'),
    name: targetFields.name,
    url: targetFields.url,
    tags: targetFields.tags.default([]),
    /** `llm` only. */
    llm: llmConfig.nullish(),
    scope: targetFields.scope.default([]),
    excludePaths: targetFields.excludePaths.default([]),
    headers: targetFields.headers.default({}),
    ownerUserId: targetFields.ownerUserId.default('current'),
    /** `pending`: kept, and not scanned before it is enabled. */
    status: z.enum(['active', 'pending']).default('active'),
  })
  .superRefine((input, ctx) => {
    if (input.kind !== 'llm' && input.llm)
      ctx.addIssue({
        code: 'custom',
        path: ['llm'],
        message: `a target of kind ${input.kind} takes no llm configuration`,
      });
  });

/**
 * Makes a target. Its address is checked here, and again whenever something is sent. A name that does not resolve today is taken.
 *
 * @throws DomainError `invalid_input`, `invalid_url`, `private_address`, `secret_ref_unknown`, `url_duplicate`, and what `once` throws
 */
export async function createTarget(ctx: Ctx, raw: z.input<typeof createTargetInput>): Promise<{ id: string }> {
  const input = parseInput(createTargetInput, raw);
  allow(ctx, 'targets:write');
  const { answer } = await once<{ id: string }>(ctx, { operation: 'createTarget', input }, (transaction) =>
    make(ctx, input, transaction),
  );
  return answer;
}

async function make(ctx: Ctx, input: z.output<typeof createTargetInput>, transaction: Transact<{ id: string }>) {
  const url = validateTargetUrl(input.url);
  await refusePrivate(ctx, url);
  await checkSecretReferences(ctx, input.headers);
  const owner = await targetOwner(ctx, input.ownerUserId);
  const id = newId();
  const sealed = sealHeaders(ctx, id, input.headers);
  const config =
    input.kind === 'llm'
      ? sealConfig(ctx, id, input.llm ?? parseInput(llmConfig, {}))
      : { scope: input.scope, excludePaths: input.excludePaths };
  return transaction(async (tx) => {
    await tx.query(
      `insert into targets (tenant_id, id, kind, name, url, tags, owner_user_id, config, sealed_credentials, status)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::target_status)`,
      [
        ctx.actor.tenantId,
        id,
        input.kind,
        input.name,
        url,
        input.tags,
        owner,
        JSON.stringify(config),
        sealed,
        input.status,
      ],
    );
    await appendAudit(tx, ctx.actor, {
      action: 'target.created',
      subjectKind: 'target',
      subjectId: id,
      detail: { kind: input.kind, name: input.name },
    });
    return { id };
  }).catch(urlTaken);
}
