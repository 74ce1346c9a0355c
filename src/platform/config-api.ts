import { z } from 'zod';

// The settings of the API's doors. Their defaults are those of a machine of one's own; PRODUCTION changes what is said below.

const flag = z.enum(['on', 'off'], 'has to be on or off').transform((value) => value === 'on');

const ORIGIN_RULE = 'has to be a list of origins with commas between, such as https://console.example.com';

const origins = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => URL.parse(part)?.origin === part && /^https?:/.test(part)), ORIGIN_RULE);

const RATE_RULE = 'has to be points a minute, or these and the burst: 600000/1200000';

const points = z
  .string()
  .regex(/^[1-9]\d{0,8}(\/[1-9]\d{0,8})?$/, RATE_RULE)
  .transform((text) => {
    const [perMinute, burst] = text.split('/').map(Number);
    return { perMinute: perMinute!, burst: burst ?? perMinute! };
  });

const documentPoints = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'has to be a number of points')
  .transform(Number);

/** Its variables, by their names. */
export const API_VARIABLES = {
  PRODUCTION: flag.default(false),
  GRAPHIQL: flag.optional(),
  INTROSPECTION: flag.optional(),
  GRAPHQL_DOCUMENTS: z.enum(['any', 'persisted'], 'has to be any or persisted').default('any'),
  GRAPHQL_DOCUMENTS_FILE: z.string().max(4096).optional(),
  ALLOWED_ORIGINS: origins.default([]),
  GRAPHQL_COST_MAX: documentPoints.default(50_000),
  RATE_POINTS: points.default({ perMinute: 600_000, burst: 1_200_000 }),
  RATE_TENANT_POINTS: points.default({ perMinute: 6_000_000, burst: 12_000_000 }),
} as const;

type ApiVariables = z.output<z.ZodObject<typeof API_VARIABLES>>;

export type ApiConfig = {
  api: {
    /** Whether browsers get GraphiQL. */
    graphiql: boolean;
    /** Whether everybody may ask for the schema; without it, tokens with the scope `schema:read` alone. */
    introspection: boolean;
    /** Whether documents are taken that are not on a list. */
    documents: 'any' | 'persisted';
    /** Another list of documents, beside the one of our own clients. */
    documentsFile: string | null;
    /** Pages of these origins may ask; without any, those of the API's own alone. */
    allowedOrigins: readonly string[];
    /** What one document may cost, and the budgets of a token and of all tokens of a tenant together. */
    points: { document: number; token: PointsPerMinute; tenant: PointsPerMinute };
  };
};

/** Points a minute, and how many may be spent at once. */
export type PointsPerMinute = { perMinute: number; burst: number };

export function apiConfig(variables: ApiVariables): ApiConfig {
  return {
    api: {
      graphiql: variables.GRAPHIQL ?? !variables.PRODUCTION,
      introspection: variables.INTROSPECTION ?? !variables.PRODUCTION,
      documents: variables.GRAPHQL_DOCUMENTS,
      documentsFile: variables.GRAPHQL_DOCUMENTS_FILE ?? null,
      allowedOrigins: variables.ALLOWED_ORIGINS,
      points: {
        document: variables.GRAPHQL_COST_MAX,
        token: variables.RATE_POINTS,
        tenant: variables.RATE_TENANT_POINTS,
      },
    },
  };
}

/** What one REST request takes from the budget. With the defaults the requests a minute are the tighter limit of the two. */
export const REST_POINTS = 1000;

/** A document or request may cost no more than there can be in a budget: it would wait for ever. */
export function pointProblems(variables: ApiVariables): string[] {
  const { GRAPHQL_COST_MAX: most, RATE_POINTS: token, RATE_TENANT_POINTS: tenant } = variables;
  const least = Math.min(token.burst, tenant.burst);
  if (most > least) return [`GRAPHQL_COST_MAX is more than the burst of RATE_POINTS or RATE_TENANT_POINTS, ${least}.`];
  return least < REST_POINTS
    ? [
        `The burst of RATE_POINTS or RATE_TENANT_POINTS, ${least}, is less than the ${REST_POINTS} that a REST request takes.`,
      ]
    : [];
}
