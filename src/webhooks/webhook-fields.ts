import { z } from 'zod';
import type { Ctx } from '#src/platform/context.ts';
import { validateTargetUrl } from '#src/platform/outbound.ts';
import { refusePrivate } from '#src/targets/target-checks.ts';
import { WEBHOOK_EVENT_NAMES } from './webhook-events.ts';

/** The members of a webhook that people set, with their bounds. */
export const webhookFields = {
  name: z.string().trim().min(1).max(100),
  url: z.string().max(2048),
  /** Empty: all events, those of later versions too. */
  events: z
    .array(z.enum(WEBHOOK_EVENT_NAMES))
    .max(50)
    .transform((names) => [...new Set(names)]),
  enabled: z.boolean(),
};

/** How many webhooks a tenant may have: each of them multiplies every event. */
export const WEBHOOKS_MAX = 50;

/**
 * The address in its normal form, when it may be sent to. It is checked again at each delivery.
 *
 * @throws DomainError `invalid_url`, `private_address`
 */
export async function receiverUrl(ctx: Ctx, text: string): Promise<string> {
  const url = validateTargetUrl(text);
  await refusePrivate(ctx, url);
  return url;
}
