import { z } from 'zod';
import type { Target } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { formatId } from '#src/platform/ids.ts';
import { endpointAuth, WIRE_FORMATS, wireFormatOf } from '#src/targets/endpoint-fields.ts';
import type { LlmConfig } from '#src/targets/llm-config.ts';
import { moment, showMoment, shownId } from './identifiers.ts';

const formats = Object.keys(WIRE_FORMATS) as [keyof typeof WIRE_FORMATS, ...(keyof typeof WIRE_FORMATS)[]];

/** What an endpoint is made from. */
const fields = {
  name: z.string().min(1).max(200),
  url: z.string().min(1).max(2048).describe('The whole address that requests are sent to.'),
  wire_format: z.enum(formats).describe('How it is spoken to.'),
  model: z.string().max(200).nullable().describe('The provider’s name of the model, sent with each request.'),
  auth_header: z.string().max(100).describe('The header that carries the credential.'),
  auth_value_secret_ref: z
    .string()
    .max(200)
    .regex(/^secret:\S+$/, 'has to be secret:<name>')
    .describe('`secret:<name>`, a secret of the tenant. In `Authorization` it is sent as a bearer token.'),
  owner_user_id: z.string().max(64).describe('A member’s user id, or `current`.'),
  tags: z.array(z.string().min(1).max(50)).max(20),
  request_template: z
    .string()
    .max(100_000)
    .nullable()
    .describe('`custom_template`: the JSON body, with {{prompt}}, {{system}}, {{model}} and {{messages}}.'),
  response_path: z.string().max(500).nullable().describe('`custom_template`: where the answer’s text stands.'),
};

export const newEndpoint = z
  .strictObject({
    ...fields,
    wire_format: fields.wire_format.default('chat_completions_v1'),
    model: fields.model.default(null),
    auth_header: fields.auth_header.default('Authorization'),
    auth_value_secret_ref: fields.auth_value_secret_ref.optional(),
    owner_user_id: fields.owner_user_id.default('current'),
    tags: fields.tags.default([]),
    request_template: fields.request_template.default(null),
    response_path: fields.response_path.default(null),
    status: z.enum(['active', 'pending']).default('active').describe('`pending`: not scanned before it is enabled.'),
  })
  .meta({ id: 'NewEndpoint' });

export const endpointChanges = z
  .strictObject({ ...fields, auth_value_secret_ref: fields.auth_value_secret_ref.nullable() })
  .partial()
  .meta({ id: 'EndpointChanges' });

const head = {
  id: shownId,
  name: z.string(),
  url: z.string(),
  wire_format: fields.wire_format.nullable().describe('Null: a provider that only /targets shows.'),
  model: z.string().nullable(),
  status: z.enum(['pending', 'active', 'disabled']),
  created_at: moment,
};

/** What the making of one answers. */
export const endpointHead = z.strictObject(head).meta({ id: 'NewEndpointAnswer' });

export const endpoint = z
  .strictObject({
    ...head,
    auth_header: z.string().nullable(),
    auth_value_secret_ref: z.string().nullable().describe('The secret’s name, never its value.'),
    has_credentials: z.boolean(),
    owner_user_id: shownId.nullable(),
    tags: z.array(z.string()),
    request_template: z.string().nullable(),
    response_path: z.string().nullable(),
    updated_at: moment,
  })
  .meta({ id: 'Endpoint' });

export function showHead(target: Target): z.input<typeof endpointHead> {
  const config = target.config as LlmConfig;
  return {
    id: formatId('endpoint', target.id),
    name: target.name,
    url: target.url,
    wire_format: wireFormatOf(config.provider),
    model: config.model,
    status: target.status,
    created_at: showMoment(target.createdAt),
  };
}

export function showEndpoint(ctx: Ctx, target: Target): z.input<typeof endpoint> {
  const config = target.config as LlmConfig;
  const auth = endpointAuth(ctx, target);
  return {
    ...showHead(target),
    auth_header: auth?.header ?? null,
    auth_value_secret_ref: auth?.secretRef ?? null,
    has_credentials: target.sealedCredentials !== null,
    owner_user_id: target.ownerUserId && formatId('user', target.ownerUserId),
    tags: target.tags,
    request_template: config.requestTemplate,
    response_path: config.responsePath,
    updated_at: showMoment(target.updatedAt),
  };
}
