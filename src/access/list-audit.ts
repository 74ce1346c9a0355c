import { z } from 'zod';
import type { Prisma } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError, type ErrorCode } from '#src/platform/errors.ts';
import type { FilterInput, ListQuery } from '#src/platform/filter.ts';
import { tryParseId } from '#src/platform/ids.ts';
import type { Condition, Listing, PageArgs } from '#src/platform/keyset.ts';
import { listAll } from '#src/platform/keyset.ts';
import { tenantQuery } from '#src/platform/list-query.ts';
import { AUDIT_LIST } from './audit-list.ts';
import { allow } from './scopes.ts';

/** The rows of the audit log that the caller may see. */
export function visibleAudit(ctx: Ctx): Prisma.AuditEventWhereInput {
  allow(ctx, 'audit:read');
  return { tenantId: ctx.actor.tenantId };
}

export type AuditSubject = {
  /** The public id or UUID of what it was done to. */
  subjectId?: string | null | undefined;
};

/** The tenant's audit log, newest first. */
export function listAudit(ctx: Ctx, query: ListQuery & AuditSubject, args: PageArgs): Promise<Listing> {
  allow(ctx, 'audit:read');
  const { list, conditions } = tenantQuery(ctx.actor.tenantId, AUDIT_LIST, query);
  return listAll(ctx.db, list, [...conditions, ...subjectCondition(query.subjectId)], args);
}

/** An id of whatever kind; one that is none finds nothing. */
function subjectCondition(subjectId: string | null | undefined): Condition[] {
  if (subjectId == null) return [];
  return [['t.subject_id = ?::uuid', tryParseId(SUBJECTS, subjectId)]];
}

const SUBJECTS = [
  'endpoint',
  'target',
  'scan',
  'attempt',
  'finding',
  'token',
  'secret',
  'membership',
  'user',
  'session',
  'invitation',
  'webhook',
  'delivery',
  'schedule',
  'report',
  'tenant',
] as const;

/** The parameters of `GET /api/v2/audit`, as texts. */
export type AuditParameters = { action?: string; target_kind?: string; result?: string; from?: string; to?: string };

const ACTION = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}$/;
const KIND = /^[a-z][a-z0-9_]{0,31}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;
const DATE = z.iso.date();

/**
 * The filter that these parameters mean: `from` is inclusive, `to` is not.
 *
 * @throws DomainError `invalid_action_filter`, `invalid_target_kind`, `invalid_result`, `invalid_from`, `invalid_to`
 */
export function auditFilter({ action, target_kind, result, from, to }: AuditParameters): FilterInput {
  if (action !== undefined && (action.length > 64 || !ACTION.test(action))) {
    throw wrong(
      'invalid_action_filter',
      'action',
      'An action is two or three words with dots between, such as scan.started.',
    );
  }
  if (target_kind !== undefined && !KIND.test(target_kind)) {
    throw wrong('invalid_target_kind', 'target_kind', 'A kind is a short lower-case word, such as finding or scan.');
  }
  if (result !== undefined && result !== 'success' && result !== 'failure') {
    throw wrong('invalid_result', 'result', 'A result is success or failure.');
  }
  const at = {
    ...(from === undefined ? {} : { gte: momentOf('invalid_from', 'from', from) }),
    ...(to === undefined ? {} : { lt: momentOf('invalid_to', 'to', to) }),
  };
  return {
    ...(action === undefined ? {} : { action: { eq: action } }),
    ...(target_kind === undefined ? {} : { subjectKind: { eq: target_kind } }),
    ...(result === undefined ? {} : { result: { eq: result } }),
    ...(Object.keys(at).length === 0 ? {} : { at }),
  };
}

function momentOf(code: ErrorCode, name: string, text: string): Date {
  const moment = MOMENT.test(text) && DATE.safeParse(text.slice(0, 10)).success ? new Date(text) : null;
  if (moment && !Number.isNaN(moment.getTime())) return moment;
  throw wrong(code, name, `${name} is a moment with its zone, such as 2026-11-21T09:30:00Z.`);
}

function wrong(code: ErrorCode, name: string, message: string): DomainError {
  return new DomainError(code, message, { path: [name] });
}
