import { z } from 'zod';
import type { Target } from '#prisma/client/client.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { moment, showMoment } from './identifiers.ts';
import { llmConfigBody, showLlmConfig } from './llm-config-shape.ts';

const text = z.string().min(1).max(8192);
const list = z.array(z.string().max(500)).max(100).nullable();

const credentials = z
  .strictObject({
    username: text.optional(),
    password: text.optional(),
    api_key: text.optional().describe('Sent as X-API-Key.'),
    token: text.optional().describe('Sent as a bearer token.'),
    cookie: text.optional(),
    headers: z.record(z.string(), z.string().max(8192)).optional().describe('Any headers. They win over the others.'),
  })
  .describe('Sealed at once and never shown.');

export type Credentials = z.output<typeof credentials>;

const name = z.string().min(1).max(200);
const url = z.string().min(1).max(2048);

export const newTarget = z
  .strictObject({
    name,
    base_url: url,
    kind: z
      .enum(['url', 'repo', 'llm'])
      .default('url')
      .describe('`repo` is refused: a mirror is made with its repository.'),
    scope: list.default(null),
    exclude_paths: list.default(null),
    credentials: credentials.nullable().default(null),
    llm_config: llmConfigBody.nullable().default(null).describe('`llm` only, and needed for it.'),
  })
  .superRefine(({ kind, llm_config: config, ...rest }, ctx) => {
    const wrong =
      kind === 'llm'
        ? config === null && 'kind "llm" requires llm_config'
        : config && 'llm_config is only allowed when kind is "llm"';
    if (wrong) ctx.addIssue({ code: 'custom', path: ['llm_config'], message: wrong });
    for (const member of ['scope', 'exclude_paths'] as const)
      if (kind === 'llm' && rest[member]?.length)
        ctx.addIssue({ code: 'custom', path: [member], message: `kind "llm" has no ${member}` });
  })
  .meta({ id: 'NewTarget' });

export const targetChanges = z
  .strictObject({
    name,
    base_url: url,
    scope: list,
    exclude_paths: list,
    credentials: credentials.nullable(),
    clear_credentials: z.boolean().describe('True takes every credential away; wins over `credentials`.'),
    llm_config: llmConfigBody.describe('The whole of it: what is left out goes back to its default.'),
  })
  .partial()
  .meta({ id: 'TargetChanges' });

export const target = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    base_url: z.string(),
    scope: z.array(z.string()).nullable(),
    exclude_paths: z.array(z.string()).nullable(),
    has_credentials: z.boolean(),
    repository_id: z.uuid().nullable().describe('Null but for mirrors of repositories.'),
    kind: z.enum(['url', 'repo', 'llm']),
    llm_config: llmConfigBody.nullable(),
    created_at: moment,
  })
  .meta({ id: 'Target' });

export function showTarget(row: Target): z.input<typeof target> {
  const config = row.config as { scope?: string[]; excludePaths?: string[] };
  return {
    id: row.id,
    name: row.name,
    base_url: asGiven(row.url),
    scope: config.scope?.length ? config.scope : null,
    exclude_paths: config.excludePaths?.length ? config.excludePaths : null,
    has_credentials: row.sealedCredentials !== null,
    repository_id: row.kind === 'repo' ? row.id : null,
    kind: row.kind,
    llm_config: row.kind === 'llm' ? showLlmConfig(row.config as LlmConfig) : null,
    created_at: showMoment(row.createdAt),
  };
}

/** An address without a path is kept with the slash that the standard gives it, and told without, as people write it. */
function asGiven(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname === '/' && search === '' ? address.replace(/\/$/, '') : address;
}

/** Credentials as the headers that carry them. */
export function headersOf(given: Credentials): Record<string, string> {
  const { username, password, api_key: apiKey, token, cookie, headers = {} } = given;
  const isBasic = username !== undefined || password !== undefined;
  const basic = isBasic ? Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64') : null;
  const headerNames = new Set(Object.keys(headers).map((header) => header.toLowerCase()));
  const made: Record<string, string | null> = {
    Authorization: token === undefined ? basic && `Basic ${basic}` : `Bearer ${token}`,
    'X-API-Key': apiKey ?? null,
    Cookie: cookie ?? null,
  };
  const kept = Object.entries(made).filter(
    ([header, value]) => value !== null && !headerNames.has(header.toLowerCase()),
  );
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...headers };
}
