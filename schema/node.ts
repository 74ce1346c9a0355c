import { brandWithType } from '@pothos/core';
import { queryFromInfo } from '@pothos/plugin-prisma';
import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError, isDomainError } from '#src/platform/errors.ts';
import { type IdKind, kindOf, notFound, parseId } from '#src/platform/ids.ts';
import { builder } from './builder.ts';
import type { NodeReader } from './connection.ts';

const IDS_MAX = 100;

type NodeType = {
  typeName: string;
  kinds: readonly IdKind[];
  read: NodeReader<object>['read'];
  idOf: (node: object) => string;
};
const byKind = new Map<IdKind, NodeType>();

/** Makes a type answer to `node(id:)`. `read` begins with the set that the caller may see. */
export function nodeType<Node extends { id: string }>(
  typeName: string,
  kinds: readonly IdKind[],
  read: NodeReader<Node>['read'],
): NodeReader<Node> & { one: (ctx: Ctx, info: GraphQLResolveInfo, id: string) => Promise<Node> } {
  const idOf = (node: Node) => node.id;
  const entry = { typeName, kinds, read, idOf } as unknown as NodeType;
  for (const kind of kinds) byKind.set(kind, entry);
  return { read, idOf, one: (ctx, info, id) => readOne({ kinds, read }, ctx, info, id) };
}

/** One row by its public id or UUID, read as the field asks for it. Throws `not_found` for what is missing or somebody else's. */
async function readOne<Node>(
  type: { kinds: readonly IdKind[]; read: NodeReader<Node>['read'] },
  ctx: Ctx,
  info: GraphQLResolveInfo,
  id: string,
): Promise<Node> {
  const uuid = parseId(type.kinds, id);
  const [row] = await type.read(ctx, [uuid], queryFromInfo({ context: ctx, info }));
  if (!row) throw notFound(type.kinds);
  return row;
}

/** Where a row of the caller's tenant stands, whatever id is asked for: the key of `findUnique`. */
export function inTenant(ctx: Ctx, kind: IdKind | readonly IdKind[], id: string) {
  return { tenantId_id: { tenantId: ctx.actor.tenantId, id: parseId(kind, id) } };
}

/** What has these ids, in their order: null for what is missing or somebody else's, the refusal for what the caller may not see. */
export async function readNodes(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  ids: readonly string[],
): Promise<(object | Error | null)[]> {
  const found = new Map<string, object | Error>();
  const groups = Map.groupBy(ids, (id) => byKind.get(kindOf(id) ?? 'turn'));
  await Promise.all([...groups].map(async ([type, members]) => type && readGroup(ctx, info, type, members, found)));
  return ids.map((id) => found.get(id) ?? null);
}

/** A kind that the token may not see is a refusal for its own ids, and does not keep the others from being answered. */
async function readGroup(
  ctx: Ctx,
  info: GraphQLResolveInfo,
  type: NodeType,
  ids: readonly string[],
  found: Map<string, object | Error>,
): Promise<void> {
  const uuids = new Map(ids.flatMap((id) => uuidOf(type.kinds, id)));
  try {
    const query = queryFromInfo({ context: ctx, info, typeName: type.typeName });
    const rows = await type.read(ctx, [...new Set(uuids.values())], query);
    const byUuid = new Map(rows.map((row) => [type.idOf(row), row]));
    for (const [id, uuid] of uuids) {
      const row = byUuid.get(uuid);
      if (row) found.set(id, brand(row, type.typeName));
    }
  } catch (error) {
    if (!isDomainError(error)) throw error;
    for (const id of ids) found.set(id, error);
  }
}

function brand(row: object, typeName: string): object {
  brandWithType(row, typeName as never);
  return row;
}

function uuidOf(kinds: readonly IdKind[], id: string): [string, string][] {
  try {
    return [[id, parseId(kinds, id)]];
  } catch {
    return []; // well formed by its prefix alone: the same as an id that nothing has
  }
}

builder.queryFields((t) => ({
  node: t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'Whatever has this id; null when there is no such thing or the token may not see it.',
    args: { id: t.arg.id({ required: true, description: 'A public id, such as `scn_2026_…`.' }) },
    resolve: async (_root, { id }, ctx, info) => (await readNodes(ctx, info, [id]))[0] as never,
  }),
  nodes: t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description: `What has these ids, in their order, with null for each that is missing. At most ${IDS_MAX}.`,
    args: { ids: t.arg.idList({ required: true, description: 'Public ids.' }) },
    resolve: async (_root, { ids }, ctx, info) => {
      if (ids.length <= IDS_MAX) return (await readNodes(ctx, info, ids)) as never;
      throw new DomainError('invalid_input', `Ask for at most ${IDS_MAX} ids at once.`, { path: ['ids'] });
    },
  }),
}));
