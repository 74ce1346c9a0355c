import type { Ctx } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import { credentialsContext } from './connect-target.ts';
import type { LlmConfig } from './llm-config.ts';

/** What stands in an answer for a credential that is kept. Sent back, it means the one that is there. */
export const SEALED = '[sealed]';

const CREDENTIAL =
  /^(authorization|cookie|password|secret|token|api_?key|x-api-key|access_?key|secret_?key|session_?token)$/i;
const DEPTH_MAX = 20;

type Sealing = { seal: (text: string) => string };

/**
 * A configuration with the credentials in its free part sealed: the values of every `headers` object, and of members named like a
 * credential, such as those of a judge that is a service of its own.
 *
 * @throws DomainError `invalid_input` for `[sealed]` where there was nothing, or for a configuration that is nested too deep
 */
export function sealConfig(
  ctx: Pick<Ctx, 'sealed' | 'actor'>,
  targetId: string,
  config: LlmConfig,
  old: LlmConfig | null = null,
): LlmConfig {
  const context = credentialsContext(ctx.actor.tenantId, targetId);
  const sealing = { seal: (text: string) => ctx.sealed.seal(text, context) };
  return {
    ...config,
    redteam: seal(sealing, config.redteam, old?.redteam, false, ['redteam']) as LlmConfig['redteam'],
  };
}

/** The same for an answer: who asks learns that a credential is there, and nothing of it. */
export function shownConfig(config: LlmConfig): LlmConfig {
  return { ...config, redteam: shown(config.redteam) as LlmConfig['redteam'] };
}

function seal(by: Sealing, value: unknown, old: unknown, secret: boolean, path: readonly string[]): unknown {
  if (path.length > DEPTH_MAX) {
    throw new DomainError('invalid_input', `The configuration is nested more than ${DEPTH_MAX} deep.`, {
      path: ['llm', ...path.slice(0, 3)],
    });
  }
  if (typeof value === 'string') return secret ? sealText(by, value, old, path) : value;
  if (Array.isArray(value))
    return value.map((member, i) => seal(by, member, memberOf(old, i), secret, [...path, String(i)]));
  if (typeof value !== 'object' || value === null) return value;
  // What looks like a box is somebody's text: it is not opened later in place of ours.
  if ('$sealed' in value)
    throw new DomainError('invalid_input', 'A configuration has no member $sealed.', { path: ['llm', ...path] });
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      seal(by, member, memberOf(old, key), secret || key === 'headers' || CREDENTIAL.test(key), [...path, key]),
    ]),
  );
}

function sealText(by: Sealing, text: string, old: unknown, path: readonly string[]): unknown {
  // A reference names a secret and is none.
  if (/^(Bearer )?secret:\S+$/.test(text)) return text;
  if (text !== SEALED) return { $sealed: by.seal(text) };
  if (isBox(old)) return old;
  throw new DomainError(
    'invalid_input',
    `${path.join('.')} is ${SEALED}, and nothing was kept there. Give the credential itself.`,
    {
      path: ['llm', ...path],
    },
  );
}

function shown(value: unknown): unknown {
  if (isBox(value)) return SEALED;
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shown(member)]));
}

function isBox(value: unknown): value is { $sealed: string } {
  return typeof value === 'object' && value !== null && '$sealed' in value;
}

function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}
