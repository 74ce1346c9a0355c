import { appendAudit } from '#src/audit/append-audit.ts';
import type { Database } from '#src/platform/database.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { email as emailForm } from './email.ts';
import { insertInvitation } from './insert-invitation.ts';
import { newInvitationText } from './invitation-text.ts';
import { ROLES, type Role } from './roles.ts';
import { setPassword } from './set-password.ts';

export const USER_USAGE = `user list                                         who is in which tenant
user password <email>                             set a password, read from the standard input
user invite <email> [--role <role>] [--tenant <slug>]   print an invitation; member and default unless given
`;

/** What the command needs of the world. */
export type UserCommandIo = {
  db: Database;
  write(text: string): void;
  /** The first line of the standard input. */
  readLine(): Promise<string>;
};

/** `user …`: people, from the operator's command line. Returns the exit status: 1 for a refusal, 2 for a wrong command. */
export async function runUserCommand(argv: readonly string[], io: UserCommandIo): Promise<number> {
  const [verb, address, ...options] = argv;
  try {
    if (verb === 'list' && address === undefined) return await list(io);
    const email = emailForm.safeParse(address);
    if (verb === 'password' && email.success && options.length === 0) return await password(io, email.data);
    if (verb === 'invite' && email.success) return await invite(io, email.data, options);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    io.write(`${error.message}\n`);
    return 1;
  }
  io.write(USER_USAGE);
  return 2;
}

async function list({ db, write }: UserCommandIo): Promise<number> {
  const rows = await db.query<{ email: string; role: Role; slug: string; method: string }>(
    `select u.email, m.role, t.slug,
       case when p.user_id is not null then 'password' when i.user_id is not null then 'oidc' else 'not yet' end as method
     from memberships m join users u on u.id = m.user_id join tenants t on t.id = m.tenant_id
     left join user_passwords p on p.user_id = u.id
     left join (select distinct user_id from user_identities) i on i.user_id = u.id
     order by t.slug, m.created_at, m.id`,
  );
  for (const { email, role, slug, method } of rows) write(`${slug}\t${role}\t${email}\tsigns in by: ${method}\n`);
  return 0;
}

async function password({ db, write, readLine }: UserCommandIo, email: string): Promise<number> {
  const { ended } = await setPassword(db, email, await readLine());
  write(`The password of ${email} is set, and ${ended} sessions have ended.\n`);
  return 0;
}

async function invite({ db, write }: UserCommandIo, email: string, options: readonly string[]): Promise<number> {
  const given = readOptions(options);
  if (!given) {
    write(USER_USAGE);
    return 2;
  }
  const [tenant] = await db.query<{ id: string }>('select id from tenants where slug = $1', [given.tenant]);
  if (!tenant) {
    write(`There is no tenant ${given.tenant}.\n`);
    return 1;
  }
  const text = newInvitationText();
  const invitation = { tenantId: tenant.id, email, role: given.role, invitedBy: null, days: 7, now: Date.now() };
  await db.transaction(async (tx) => {
    const id = await insertInvitation(tx, invitation, text);
    const detail = { email, role: given.role };
    await appendAudit(
      tx,
      { tenantId: tenant.id },
      { action: 'member.invited', subjectKind: 'invitation', subjectId: id, detail },
    );
  });
  write(`The invitation of ${email} as ${given.role}, good for seven days and for once:\n\n  ${text}\n`);
  return 0;
}

/** `--role` and `--tenant`, each with its value; null for anything else. */
function readOptions(options: readonly string[]): { role: Role; tenant: string } | null {
  const given = { role: 'member' as Role, tenant: 'default' };
  for (let i = 0; i < options.length; i += 2) {
    const [name, value] = [options[i], options[i + 1]];
    if (name === '--role' && ROLES.includes(value as Role)) given.role = value as Role;
    else if (name === '--tenant' && value) given.tenant = value;
    else return null;
  }
  return given;
}
