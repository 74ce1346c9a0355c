import { builder } from './builder.ts';

export const HeaderInput = builder.inputType('HeaderInput', {
  description: 'A header that is sent with every request to a target.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name, such as `Authorization`.' }),
    value: t.string({
      required: true,
      description: 'Its value, sealed at once. It may hold references to secrets: `Bearer secret:my_key`.',
    }),
  }),
});

export function headersOf(headers: readonly { name: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

/** Without the members that are null: in GraphQL they say the same as absent ones, and the defaults stand where the rules do. */
export function present(input: object): Record<string, unknown> {
  const kept = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    kept.map(([key, value]) => [key, isPlain(value) && key !== 'redteam' ? present(value) : value]),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
