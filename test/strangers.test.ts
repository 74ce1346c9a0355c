import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '#schema/index.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, type Json, sse } from '#test/kit/ask.ts';
import { type SeededTenant, seed } from '#test/kit/seed.ts';
import { seedAutomation } from '#test/kit/seed-automation.ts';
import { seedDlpRule } from '#test/kit/seed-dlp.ts';
import { seedReport } from '#test/kit/seed-report.ts';

// Every field that takes an id, asked by another tenant with every scope. The answer has to be the one for an id that nothing has, letter
// for letter: not the data, and not even whether the thing exists. The fields are found by introspection, so a field that is added is
// asked too.

let system: TestSystem;
let stranger: Caller;
let theirs: Row[];

/** A row by what it is, with its id as the API writes it and as a plain UUID. */
type Row = { kind: string; publicId: string; id: string };

beforeAll(async () => {
  system = await startTestSystem();
  theirs = await rowsOf(await seed(system.app).tenant());
  stranger = await callerOf(await seed(system.app).tenant());
}, 60_000);
afterAll(() => system[Symbol.asyncDispose]());

/** Who asks, and rows of their own for what a field wants beside the id. */
type Caller = { token: string; userId: string; finding: string };

async function callerOf(tenant: SeededTenant): Promise<Caller> {
  const finding = await (await tenant.scan()).finding('Their own');
  const { userId } = await tenant.member('Owner', 'owner');
  return { token: (await tenant.token({ userId })).text, userId, finding: finding.publicId };
}

/** One row of every kind that has ids. */
async function rowsOf(tenant: SeededTenant, caller?: Caller): Promise<Row[]> {
  const scan = await tenant.scan();
  const attempt = await scan.attempt(0);
  const finding = await scan.finding();
  const { target } = scan;
  const { evidence } = finding;
  const activity = { ...(await scan.activity(finding)), review: await scan.review(attempt) };
  const [token, secret, member] = [await tenant.token(), await tenant.secret('their_key'), await tenant.member()];
  await system.app.system.query('update findings set assignee_id = $2 where id = $1', [finding.id, member.id]);
  await system.app.system.query('update scans set requested_by = $2, origin_scan_id = id where id = $1', [
    scan.id,
    token.id,
  ]);
  const [session, invitation] = [await tenant.session(caller?.userId ?? member.userId), await tenant.invitation()];
  const people = { token, secret, member, session, invitation };
  const automation = await seedAutomation(tenant, { target, scan, token, userId: member.userId });
  const view = await tenant.view();
  const [report, dlpRule] = [await seedReport(tenant), await seedDlpRule(tenant)];
  const rows = {
    tenant,
    target,
    scan,
    attempt,
    finding,
    evidence,
    view,
    report,
    dlpRule,
    ...people,
    ...activity,
    ...automation,
  };
  return Object.entries(rows).map(([kind, { publicId, id }]) => ({ kind, publicId, id }));
}

/** An id of the same form that nothing has. */
const absent = (id: string) => id.replace(/.{8}$/, '00000000');

type Door = {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  field: GraphQLField<unknown, unknown>;
  ids: string[];
};

/** Where in the arguments of a field the ids stand: `id`, `filter.scanId`, `input.targetId`. A filter within a filter takes the same. */
function idPaths(
  args: readonly { name: string; type: GraphQLInputType }[],
  prefix = '',
  around: readonly string[] = [],
): string[] {
  return args.flatMap(({ name, type }) => {
    const inner = bare(type);
    if (around.includes(inner.name)) return [];
    if (isInputObjectType(inner))
      return idPaths(Object.values(inner.getFields()), `${prefix}${name}.`, [...around, inner.name]);
    return inner.name === 'ID' ? [`${prefix}${name}`] : [];
  });
}

function bare(type: GraphQLInputType): Exclude<GraphQLInputType, { ofType: unknown }> {
  return isNonNullType(type) || isListType(type) ? bare(type.ofType as GraphQLInputType) : (type as never);
}

const roots = {
  query: schema.getQueryType(),
  mutation: schema.getMutationType(),
  subscription: schema.getSubscriptionType(),
};
/** Ids of what belongs to no tenant: names in the library and in the catalogues. */
const COMMON = ['probe.id', 'control.ref'];
/** Answers nothing, whatever is asked for, until something happens: `tenant-events.test.ts` asks it. The filter is that of `findings`. */
const SILENT = ['findingAdded'];
/** The queries of a saved view are kept as they are written: nothing looks for what they name. */
const isKept = (field: { name: string }, path: string) => field.name.endsWith('SavedView') && path.includes('.filter.');
const doors: Door[] = Object.entries(roots).flatMap(([kind, type]) =>
  Object.values(type!.getFields()).flatMap((field) => {
    const ids = SILENT.includes(field.name)
      ? []
      : idPaths(field.args).filter((path) => !COMMON.includes(`${field.name}.${path}`) && !isKept(field, path));
    return ids.length > 0 ? [{ name: field.name, kind: kind as Door['kind'], field, ids }] : [];
  }),
);

const HOUR_MS = 3_600_000;
/** What a query wants beside the filter to come to any row: a word that stands in every finding here; the time in which they were made. */
const ASKED: Record<string, Record<string, unknown>> = {
  searchFindings: { text: 'what' },
  findingTrend: { from: new Date(Date.now() - HOUR_MS), to: new Date(Date.now() + HOUR_MS) },
};

/** What a field wants beside the id, where the least that its types require is not enough to come to the id. */
const BESIDE: Record<string, (caller: Caller, path: string) => Record<string, unknown>> = {
  'assignFinding.input.memberId': ({ finding }) => ({ findingId: finding }),
  'setFindingStatus.input.findingId': () => ({ status: 'TRIAGED' }),
  'createSchedule.input.targetId': () => ({ cron: '0 3 * * *' }),
  'bulkUpdateFindings.input.change.assigneeId': ({ finding }) => ({ ids: [finding] }),
};
const TAG = { change: { addTags: ['asked'] } };

function beside(door: Door, path: string, caller: Caller): Record<string, unknown> {
  const more = BESIDE[`${door.name}.${path}`]?.(caller, path) ?? {};
  return door.name === 'bulkUpdateFindings' && !path.includes('change') ? { ...TAG, ...more } : more;
}

type Argument = Pick<GraphQLArgument, 'name' | 'type'>;

/** The arguments of a field with the id where the path says, and the least that is required beside it. */
function argumentsFor(args: readonly Argument[], [head, ...rest]: string[], id: string): Record<string, unknown> {
  const given = ({ name, type }: Argument) => {
    if (name !== head) return filler(type);
    if (rest.length > 0) return argumentsFor(membersOf(bare(type)), rest, id);
    return isListType(nullable(type)) ? [id] : id;
  };
  const wanted = args.filter((arg) => arg.name === head || isNonNullType(arg.type));
  return Object.fromEntries(wanted.map((arg) => [arg.name, given(arg)]));
}

function filler(type: GraphQLInputType): unknown {
  const inner = nullable(type);
  if (isListType(inner)) return [];
  if (isInputObjectType(inner)) return argumentsFor(membersOf(inner), [], '');
  if (isEnumType(inner)) return inner.getValues()[0]!.name;
  return inner.toString() === 'Int' ? 1 : 'text';
}

const nullable = (type: GraphQLInputType) => (isNonNullType(type) ? type.ofType : type);
const membersOf = (type: unknown): Argument[] => (isInputObjectType(type) ? Object.values(type.getFields()) : []);

/** Payloads that say whether there was anything, without a problem. */
const OUTCOMES: Record<string, string> = {
  BulkUpdateFindingsResult:
    '... on BulkUpdateFindingsPayload { matched changed skipped { code message count findingIds } }',
};

/** Types without an id of their own that say whether there was anything. */
const TELLING: Record<string, string> = {
  Coverage: '{ controls(first: 100) { nodes { state openFindings closedFindings } } }',
  FindingStats: '{ total groups { key count } }',
  FindingFacets: '{ status { key count } target { key count } risk { key count } }',
  FindingTrendStep: '{ opened openAtEnd }',
};

/** Everything that the answer has to say about itself, two levels deep. */
function selection(field: GraphQLField<unknown, unknown>): string {
  const out = String(field.type).replace(/[[\]!]/g, '');
  if (out.endsWith('Connection')) return '{ totalCount nodes { __typename } pageInfo { hasNextPage } }';
  if (out.endsWith('Result')) return `{ __typename ... on Problem { code message path retry } ${OUTCOMES[out] ?? ''} }`;
  if (TELLING[out]) return TELLING[out];
  const type = schema.getType(out);
  const ids = isObjectType(type) && 'id' in type.getFields() ? 'id' : '';
  return `{ __typename ${ids} }`;
}

function documentOf({ kind, name, field }: Door): string {
  const variables = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const args = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `${kind}(${variables}) { ${name}(${args}) ${selection(field)} }`;
}

async function answerTo(door: Door, path: string, id: string, caller = stranger): Promise<string> {
  const { token } = caller;
  const variables = { ...argumentsFor(door.field.args, path.split('.'), id), ...ASKED[door.name] };
  Object.assign((variables as { input?: object }).input ?? {}, beside(door, path, caller));
  if (door.kind === 'subscription') {
    const stream = sse(system, token, documentOf(door), variables);
    const { value } = await stream.next();
    await stream.return(null);
    return comparable(value, id);
  }
  const { status, body } = await ask(system, token, documentOf(door), variables);
  expect(status).toBe(200);
  return comparable(body, id);
}

/** Without what differs from request to request by right: its id, the id that was asked for, and what is left of the caller's budget. */
function comparable(body: Json, id: string): string {
  return JSON.stringify(body)
    .replaceAll(id, '<id>')
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/"(remaining|resetAt)":[^,}]*/g, '');
}

const cases = doors.flatMap((door) =>
  door.ids.map((path) => [`${door.kind} ${door.name}(${path})`, door, path] as const),
);

it('fields are found that take ids', () => {
  expect(doors.map((door) => `${door.kind} ${door.name}(${door.ids})`)).toEqual(
    expect.arrayContaining([
      'query scan(id)',
      'query nodes(ids)',
      'query scanDiff(base,head)',
      expect.stringMatching(/^query findings\(.*filter\.assigneeId,.*filter\.target\.in/),
      'mutation startScan(input.targetId)',
      'subscription scanEvents(scanId)',
    ]),
  );
});

describe.each(cases)('%s', (_name, door, path) => {
  it('tells a stranger nothing of any row, by its public id or its UUID', async () => {
    for (const row of theirs) {
      for (const id of [row.publicId, row.id]) {
        const answer = await answerTo(door, path, id);
        expect(answer, `${row.kind} ${id}`).toBe(await answerTo(door, path, absent(id)));
      }
    }
  });
});

it('the lists of a stranger are empty', async () => {
  const lists =
    '{ targets { totalCount nodes { id } } scans { totalCount nodes { id } } findings { totalCount nodes { id } } secrets { totalCount nodes { id } } tokens { totalCount } }';
  const { text } = await (await seed(system.app).tenant()).token();
  const { body } = await ask(system, text, lists);
  for (const name of ['targets', 'scans', 'findings', 'secrets'])
    expect(body.data[name]).toEqual({ totalCount: 0, nodes: [] });
  expect(body.data.tokens.totalCount).toBe(1);
});

describe('the owner is answered otherwise, so that the sameness above means something:', () => {
  // Without this, a door that never got the id at all would look as safe as one that keeps it from strangers.
  const ownerAndRows = async () => {
    const tenant = await seed(system.app).tenant();
    const owner = await callerOf(tenant);
    return { owner, rows: await rowsOf(tenant, owner) };
  };
  let shared: ReturnType<typeof ownerAndRows>;
  beforeAll(() => {
    shared = ownerAndRows();
    return shared.then(() => {});
  });

  async function firstDifferent(door: Door, path: string, owner: Caller, rows: Row[]): Promise<string | undefined> {
    for (const { kind, publicId } of rows) {
      const none = await answerTo(door, path, absent(publicId), owner);
      if ((await answerTo(door, path, publicId, owner)) !== none) return kind;
    }
    return undefined;
  }

  it.each(cases)('%s', async (_name, door, path) => {
    // What only reads leaves the rows as they are, so they are made once for all of it.
    const { owner, rows } = await (door.kind === 'mutation' ? ownerAndRows() : shared);
    expect(await firstDifferent(door, path, owner, rows)).toBeDefined();
  });
});
