import type { z } from 'zod';
import type { Target } from '#prisma/client/client.ts';
import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { authHeaders, endpointAuth, WIRE_FORMATS } from '#src/targets/endpoint-fields.ts';
import type { LlmConfigInput } from '#src/targets/llm-config.ts';
import type { updateTarget } from '#src/targets/update-target.ts';
import type { endpointChanges } from './endpoint-shape.ts';

type Changes = z.output<typeof endpointChanges>;
type Update = Omit<Parameters<typeof updateTarget>[1], 'targetId'>;

/** The changes of an endpoint in the words of a target. What an endpoint does not show of its configuration stays. */
export function changesOf(ctx: Ctx, before: Target, changes: Changes): Update {
  const { name, url, tags, owner_user_id: ownerUserId } = changes;
  const llm = llmOf(before.config as LlmConfigInput, changes);
  const headers = headersOf(ctx, before, changes);
  return {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    ...(tags === undefined ? {} : { tags }),
    ...(ownerUserId === undefined ? {} : { ownerUserId }),
    ...(llm ? { llm } : {}),
    ...(headers ? { headers } : {}),
  };
}

function llmOf(config: LlmConfigInput, changes: Changes): LlmConfigInput | null {
  const { wire_format: format, model, request_template: requestTemplate, response_path: responsePath } = changes;
  const changed = {
    ...(format === undefined ? {} : { provider: WIRE_FORMATS[format] }),
    ...(model === undefined ? {} : { model }),
    ...(requestTemplate === undefined ? {} : { requestTemplate }),
    ...(responsePath === undefined ? {} : { responsePath }),
  };
  return Object.keys(changed).length > 0 ? { ...config, ...changed } : null;
}

/** The header and its secret, each of which may be given alone. */
function headersOf(ctx: Ctx, before: Target, changes: Changes): Record<string, string> | null {
  const { auth_header: header, auth_value_secret_ref: secretRef } = changes;
  if (header === undefined && secretRef === undefined) return null;
  if (secretRef === null) return {};
  const old = endpointAuth(ctx, before);
  const ref = secretRef ?? old?.secretRef;
  if (ref === undefined) {
    throw new DomainError(
      'invalid_input',
      'Give auth_value_secret_ref too: this endpoint has no secret to send in that header.',
      {
        path: ['auth_value_secret_ref'],
      },
    );
  }
  return authHeaders({ header: header ?? old?.header ?? 'Authorization', secretRef: ref });
}
