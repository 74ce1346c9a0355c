import { parseArgs } from 'node:util';
import type { Database } from '#src/platform/database.ts';
import { type ChainReport, type ExportedHead, verifyChain } from './verify-chain.ts';

const USAGE = `tribunal audit <command>

  verify [--tenant <slug or id>] [--head <number>:<hash>] [--json]
            walk the audit chain of one tenant, or of all, and name the first row that is wrong
  head [--tenant <slug or id>]
            print the end of the chain, to keep elsewhere and give to verify as --head

verify ends with 0 when every chain is whole, 1 when one is broken, 2 when it was asked in a wrong way.
`;

type Options = { command: string; tenant: string | null; head: ExportedHead | null; json: boolean };

/** \`tribunal audit …\`. Answers the exit status. */
export async function runAuditCommand(
  args: readonly string[],
  db: Database,
  print: (text: string) => void,
): Promise<number> {
  const options = parseOptions(args);
  if (typeof options === 'string') {
    print(`${options}\n\n${USAGE}`);
    return options === '' ? 0 : 2;
  }
  const tenants = await findTenants(db, options.tenant);
  if (tenants.length === 0) {
    print(`There is no tenant ${options.tenant ?? ''}.\n`);
    return 2;
  }
  if (options.head && tenants.length > 1) {
    print('--head belongs to one tenant: name it with --tenant.\n');
    return 2;
  }
  let broken = 0;
  for (const { id, slug } of tenants) {
    const report = await verifyChain(db, id, options.head);
    if (report.broken) broken += 1;
    print(
      options.command === 'head'
        ? headLine(slug, report)
        : options.json
          ? jsonLine(slug, report)
          : textOf(slug, report),
    );
  }
  return broken > 0 ? 1 : 0;
}

/** The options, or what is wrong with them; '' asks for help. */
function parseOptions(args: readonly string[]): Options | string {
  const [command = '--help'] = args;
  if (command === '--help' || command === 'help') return '';
  if (command !== 'verify' && command !== 'head') return `There is no command ${command}.`;
  try {
    const { values } = parseArgs({
      args: args.slice(1),
      options: { tenant: { type: 'string' }, head: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const head = values.head === undefined ? null : /^(\d{1,18}):([0-9a-f]{64})$/.exec(values.head);
    if (values.head !== undefined && !head)
      return '--head is a number and a hash, as `audit head` prints them: 42:9f86…';
    const exported = head ? { sequence: BigInt(head[1]!), hash: head[2]! } : null;
    return { command, tenant: values.tenant ?? null, head: exported, json: values.json };
  } catch (error) {
    return (error as Error).message;
  }
}

function findTenants(db: Database, wanted: string | null): Promise<{ id: string; slug: string }[]> {
  return db.query('select id, slug from tenants where $1::text is null or slug = $1 or id::text = $1 order by slug', [
    wanted,
  ]);
}

function headLine(slug: string, { head }: ChainReport): string {
  return `${slug} ${head.sequence}:${head.hash}\n`;
}

function jsonLine(slug: string, report: ChainReport): string {
  return `${JSON.stringify({ tenant: slug, ...report }, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))}\n`;
}

function textOf(slug: string, { rows, from, head, broken }: ChainReport): string {
  if (!broken) return `${slug}: whole. ${rows} rows from ${from}, head ${head.sequence}:${head.hash}\n`;
  return `${slug}: BROKEN at row ${broken.sequence}${broken.id ? ` (${broken.id})` : ''}: ${broken.message}\n`;
}
