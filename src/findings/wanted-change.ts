import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { notFound, parseId } from '#src/platform/ids.ts';
import { TAGS_MAX, type WantedChange } from './finding-change.ts';
import { FINDING_STATUSES, needsReason } from './finding-status.ts';

const reason = z
  .string()
  .trim()
  .max(2000)
  .nullish()
  .transform((text) => text || null);

export const statusInput = z.strictObject({ status: z.enum(FINDING_STATUSES), reason });

/** A tag as it is kept: trimmed and in lower case, so that two spellings are one tag. */
const tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(50)
  .regex(/^\P{Cc}*$/u, 'a tag has no control characters');
export const tagList = z.array(tag).max(TAGS_MAX);

export const wantedInput = z
  .strictObject({
    status: z.enum(FINDING_STATUSES).nullish(),
    reason,
    /** A member's id. */
    assigneeId: z.string().nullish(),
    unassign: z.boolean().nullish(),
    addTags: tagList.nullish(),
    removeTags: tagList.nullish(),
  })
  .refine((w) => !(w.assigneeId && w.unassign), {
    path: ['unassign'],
    message: 'give assigneeId or unassign, not both',
  })
  .refine((w) => w.status || w.assigneeId || w.unassign || w.addTags?.length || w.removeTags?.length, {
    message: 'say what is to change',
  });

/** @throws DomainError `reason_required` */
export function wantedStatus(input: z.output<typeof statusInput>): WantedChange['status'] {
  if (needsReason(input.status) && input.reason === null) {
    const message = `Say why: a finding becomes ${input.status} with a reason that others can read.`;
    throw new DomainError('reason_required', message, { path: ['reason'] });
  }
  return { to: input.status, reason: input.reason };
}

/**
 * The row id of a member of the caller's tenant.
 *
 * @throws DomainError `not_found`
 */
export async function memberIn(tx: Sql, ctx: Ctx, id: string): Promise<string> {
  const memberId = parseId('membership', id);
  const rows = await tx.query('select 1 from memberships where tenant_id = $1 and id = $2 for key share', [
    ctx.actor.tenantId,
    memberId,
  ]);
  if (rows.length === 0) throw notFound('membership');
  return memberId;
}

/** What a parsed input wants. Throws as `wantedStatus` and `memberIn` do. */
export async function wantedOf(tx: Sql, ctx: Ctx, input: z.output<typeof wantedInput>): Promise<WantedChange> {
  return {
    status: input.status ? wantedStatus({ status: input.status, reason: input.reason }) : undefined,
    assigneeId: input.assigneeId ? await memberIn(tx, ctx, input.assigneeId) : input.unassign ? null : undefined,
    addTags: input.addTags ?? [],
    removeTags: input.removeTags ?? [],
  };
}
