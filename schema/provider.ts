import { PROVIDERS } from '#src/providers/provider.ts';
import { type ConfigBound, configBounds } from '#src/targets/config-bounds.ts';
import { PROVIDER_NAMES, PROVIDER_NEEDS } from '#src/targets/llm-config.ts';
import { builder } from './builder.ts';
import { LlmProvider } from './llm-config.ts';

const ConfigBoundType = builder.objectRef<ConfigBound>('ConfigBound').implement({
  description: 'Within what a number of an `llm` configuration may be.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'Its name in `LlmConfigInput`: `timeoutS`; a dot for what is inside: `budget.maxCalls`.',
    }),
    minimum: t.exposeFloat('minimum', { nullable: true, description: 'The least it may be. Null: no bound.' }),
    exclusiveMinimum: t.exposeBoolean('exclusiveMinimum', {
      description: 'Whether it has to be more than `minimum`, not just as much.',
    }),
    maximum: t.exposeFloat('maximum', { nullable: true, description: 'The most it may be. Null: no bound.' }),
    default: t.exposeFloat('default', {
      nullable: true,
      description: 'What it is when it is left out. Null: nothing is limited then.',
    }),
    integer: t.exposeBoolean('integer', { description: 'Whether it has to be a whole number.' }),
  }),
});

const Provider = builder.objectRef<(typeof PROVIDER_NAMES)[number]>('Provider').implement({
  description: 'A way of speaking to an `llm` target.',
  fields: (t) => ({
    name: t.field({ type: LlmProvider, description: 'What a configuration calls it.', resolve: (name) => name }),
    available: t.boolean({
      description: 'Whether this version can scan with it. Otherwise it can be stored, and a scan refuses it.',
      resolve: (name) => (PROVIDERS as readonly string[]).includes(name),
    }),
    needs: t.stringList({
      description: 'Members of the configuration that it cannot do without.',
      resolve: (name) => [...(PROVIDER_NEEDS[name] ?? [])],
    }),
    bounds: t.field({
      type: [ConfigBoundType],
      description: 'Within what the numbers of its configuration may be. At present the same for all providers.',
      resolve: () => [...configBounds()],
    }),
  }),
});

builder.queryField('providers', (t) =>
  t.field({
    type: [Provider],
    description: 'Every way of speaking to an `llm` target. There are ten; the same for every tenant, without a scope.',
    resolve: () => [...PROVIDER_NAMES],
  }),
);
