import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import { violatedConstraint } from '#src/platform/database.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { newId } from '#src/platform/ids.ts';
import { validateTargetUrl } from '#src/platform/outbound.ts';
import { parseInput } from '#src/platform/parse.ts';
import { openSecret, secretName } from '#src/secrets/open-secret.ts';
import { credentialsContext } from './connect-target.ts';
import { type LlmConfig, llmConfig } from './llm-config.ts';

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'not a header name');
const headerValue = z
  .string()
  .max(8192)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a header are what is refused here
  .regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/, 'a header value has no control characters');

export const createTargetInput = z
  .strictObject({
    kind: z.enum(['url', 'repo', 'llm']).default('llm'),
    name: z.string().trim().min(1).max(200),
    url: z.string().min(1).max(2048),
    tags: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
    /** `llm` only. */
    llm: llmConfig.nullish(),
    /** `url` and `repo`: what is in scope and what is not, kept and shown. */
    scope: z.array(z.string().max(500)).max(100).default([]),
    excludePaths: z.array(z.string().max(500)).max(100).default([]),
    /** Header names and values, sealed at once. A value may be a reference, `secret:<name>`, also after a scheme: `Bearer secret:<name>`. */
    headers: z.record(headerName, headerValue).default({}),
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
 * @throws DomainError `invalid_input`, `invalid_url`, `private_address`, `secret_ref_unknown`, `url_duplicate`
 */
export async function createTarget(ctx: Ctx, raw: z.input<typeof createTargetInput>): Promise<{ id: string }> {
  const input = parseInput(createTargetInput, raw);
  allow(ctx, 'targets:write');
  const url = validateTargetUrl(input.url);
  await refusePrivate(ctx, url);
  await checkSecretReferences(ctx, input.headers);
  const config: LlmConfig | object =
    input.kind === 'llm'
      ? (input.llm ?? parseInput(llmConfig, {}))
      : { scope: input.scope, excludePaths: input.excludePaths };
  const id = newId();
  const sealed =
    Object.keys(input.headers).length > 0
      ? ctx.sealed.seal(JSON.stringify(input.headers), credentialsContext(ctx.actor.tenantId, id))
      : null;
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.query(
        `insert into targets (tenant_id, id, kind, name, url, tags, owner_user_id, config, sealed_credentials) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ctx.actor.tenantId,
          id,
          input.kind,
          input.name,
          url,
          input.tags,
          ctx.actor.userId,
          JSON.stringify(config),
          sealed,
        ],
      );
      await appendAudit(tx, ctx.actor, {
        action: 'target.created',
        subjectKind: 'target',
        subjectId: id,
        detail: { kind: input.kind, name: input.name },
      });
    });
  } catch (error) {
    if (!violatedConstraint(error)?.includes('url')) throw error;
    throw new DomainError(
      'url_duplicate',
      'There is a target of this kind with this URL already. Change that one instead.',
      { path: ['url'] },
    );
  }
  return { id };
}

async function checkSecretReferences(ctx: Ctx, headers: Record<string, string>): Promise<void> {
  for (const value of Object.values(headers)) {
    for (const word of value.split(' ')) if (secretName(word)) await openSecret(ctx, ctx.actor.tenantId, word);
  }
}

async function refusePrivate(ctx: Ctx, url: string): Promise<void> {
  await ctx.outbound.checkTarget(url).catch((error) => {
    if (!isDomainError(error) || error.code === 'private_address') throw error;
  });
}
