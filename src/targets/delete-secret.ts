import { allow } from '#src/access/scopes.ts';
import { appendAudit } from '#src/audit/append-audit.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { Sql } from '#src/platform/database.ts';
import { DomainError } from '#src/platform/errors.ts';
import { formatId, notFound, parseId } from '#src/platform/ids.ts';
import { credentialsContext } from './connect-target.ts';

/**
 * Takes a secret and its value away for good.
 *
 * @throws DomainError `secret_in_use` while a target refers to it, with the targets' ids
 */
export async function deleteSecret(ctx: Ctx, id: string): Promise<{ id: string; name: string }> {
  allow(ctx, 'secrets:write');
  const secretId = parseId('secret', id);
  return ctx.db.transaction(async (tx) => {
    const [secret] = await tx.query<{ name: string }>(
      'select name from secrets where tenant_id = $1 and id = $2 for update',
      [ctx.actor.tenantId, secretId],
    );
    if (!secret) throw notFound('secret');
    const users = await targetsWith(tx, ctx, secret.name);
    if (users.length > 0) throw inUse(secret.name, users);
    await tx.query('delete from secrets where tenant_id = $1 and id = $2', [ctx.actor.tenantId, secretId]);
    const detail = { name: secret.name };
    await appendAudit(tx, ctx.actor, { action: 'secret.deleted', subjectKind: 'secret', subjectId: secretId, detail });
    return { id: secretId, name: secret.name };
  });
}

/** References stand inside of the sealed headers, so each box is opened for a look. */
async function targetsWith(tx: Sql, ctx: Ctx, name: string): Promise<string[]> {
  const { tenantId } = ctx.actor;
  const rows = await tx.query<{ id: string; sealed: string }>(
    'select id, sealed_credentials as sealed from targets where tenant_id = $1 and sealed_credentials is not null order by id',
    [tenantId],
  );
  const refers = ({ id, sealed }: { id: string; sealed: string }) => {
    const headers = JSON.parse(ctx.sealed.open(sealed, credentialsContext(tenantId, id))) as Record<string, string>;
    return Object.values(headers).some((value) => value.split(' ').includes(`secret:${name}`));
  };
  return rows.filter(refers).map((row) => row.id);
}

const SHOWN = 20;

function inUse(name: string, targets: readonly string[]): DomainError {
  return new DomainError(
    'secret_in_use',
    `${targets.length} targets refer to secret:${name}. Change their headers first.`,
    {
      details: { targets: targets.slice(0, SHOWN).map((id) => formatId('endpoint', id)) },
    },
  );
}
