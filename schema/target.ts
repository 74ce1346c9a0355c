import { formatId } from '#src/platform/ids.ts';
import { listTargets } from '#src/targets/list-targets.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { shownConfig } from '#src/targets/sealed-config.ts';
import { TARGET_LIST } from '#src/targets/target-list.ts';
import { visibleTargets } from '#src/targets/visible-targets.ts';
import { builder } from './builder.ts';
import { toConnection } from './connection.ts';
import { listInputs } from './list-input.ts';
import { LlmConfigType } from './llm-config.ts';
import { inTenant, nodeType } from './node.ts';

const KINDS = ['target', 'endpoint'] as const;

export const TargetKind = builder.enumType('TargetKind', {
  description: 'What a target is.',
  values: {
    URL: { value: 'url', description: 'A web application. Kept and shown; scanned by a later version.' },
    REPO: { value: 'repo', description: 'A source repository. Kept and shown; scanned by a later version.' },
    LLM: { value: 'llm', description: 'A model or an application built on one, behind an HTTP endpoint.' },
  },
});

const TargetStatus = builder.enumType('TargetStatus', {
  description: 'Whether a target may be scanned.',
  values: {
    PENDING: { value: 'pending', description: 'Not confirmed yet.' },
    ACTIVE: { value: 'active', description: 'May be scanned.' },
    DISABLED: { value: 'disabled', description: 'Kept, and not scanned.' },
  },
});

export const targetInputs = listInputs(TARGET_LIST, { TargetKind, TargetStatus });

export const Target = builder.prismaNode('Target', {
  id: { resolve: (target) => formatId(target.kind === 'llm' ? 'endpoint' : 'target', target.id) },
  findUnique: (id, ctx) => inTenant(ctx, KINDS, id),
  description: 'One asset that is scanned. Its credentials are sealed when it is made and never given back.',
  authScopes: { scope: 'targets:read' },
  select: { tenantId: true, id: true, kind: true },
  fields: (t) => ({
    kind: t.expose('kind', { type: TargetKind, description: 'What it is.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    url: t.exposeString('url', { description: 'Where it is.' }),
    status: t.expose('status', { type: TargetStatus, description: 'Whether it may be scanned.' }),
    tags: t.exposeStringList('tags', { description: 'Words to find it by.' }),
    hasCredentials: t.boolean({
      description: 'Whether headers are sealed with it. What they are is never shown.',
      select: { sealedCredentials: true },
      resolve: (target) => target.sealedCredentials !== null,
    }),
    llm: t.field({
      type: LlmConfigType,
      nullable: true,
      description: 'How it is spoken to. Null for a target that is not of the kind `LLM`.',
      select: { config: true },
      resolve: (target) => (target.kind === 'llm' ? shownConfig(target.config as LlmConfig) : null),
    }),
    scope: t.stringList({
      description: 'What of a `URL` or `REPO` target is in scope. Empty: all of it.',
      select: { config: true },
      resolve: (target) => listIn(target.config, 'scope'),
    }),
    excludePaths: t.stringList({
      description: 'Paths of a `URL` or `REPO` target to leave alone.',
      select: { config: true },
      resolve: (target) => listIn(target.config, 'excludePaths'),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
});

function listIn(config: unknown, key: string): string[] {
  const list = (config as Record<string, unknown>)[key];
  return Array.isArray(list) ? (list as string[]) : [];
}

export const targets = nodeType('Target', KINDS, (ctx, ids, query) =>
  ctx.db.prisma.target.findMany({ ...query, where: { AND: [visibleTargets(ctx), { id: { in: ids } }] } }),
);

const TargetConnection = builder.connectionObject(
  { type: Target, name: 'TargetConnection', description: 'A page of targets.' },
  { name: 'TargetEdge', description: 'A target and its place in the list.' },
);

builder.queryFields((t) => ({
  target: t.field({
    type: Target,
    nullable: true,
    description: 'One target. Needs the scope `targets:read`.',
    args: { id: t.arg.id({ required: true, description: 'Its id, `ep_…` or `tgt_…`.' }) },
    resolve: (_root, { id }, ctx, info) => targets.one(ctx, info, id),
  }),
  targets: t.connection(
    {
      type: Target,
      description: 'The targets of the tenant, newest first unless ordered otherwise. Needs the scope `targets:read`.',
      args: {
        ...targetInputs.args(),
        kind: t.arg({ type: TargetKind, description: 'Only of this kind.' }),
        tag: t.arg.string({ description: 'Only with this tag.' }),
      },
      resolve: async (_root, args, ctx, info) => toConnection(ctx, info, await listTargets(ctx, args, args), targets),
    },
    TargetConnection,
  ),
}));
