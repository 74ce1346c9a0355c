import type { DocumentNode } from 'graphql';
import { createYoga, type GraphiQLOptions } from 'graphql-yoga';
import { schema } from '#schema/index.ts';
import type { App, Ctx } from '#src/platform/context.ts';
import { useCallAudit } from './audit-calls.ts';
import { useCost } from './cost/use-cost.ts';
import { documentCache } from './document-cache.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import { useSubscriptions } from './subscriptions/use-subscriptions.ts';
import { useDocumentLimits } from './use-document-limits.ts';
import { useIntrospection } from './use-introspection.ts';
import { DocumentRegistry, usePersistedDocuments } from './use-persisted-documents.ts';
import { usePublicErrors } from './use-public-errors.ts';

export const GRAPHQL_PATH = '/graphql';

const NOTHING = { get: () => undefined, set: () => {} };

/** What GraphiQL shows first. */
const WELCOME = `# Put your token into the headers below: {"Authorization": "Bearer trb_live_…"}
query {
  viewer {
    tenant { name }
    scopes
  }
}
`;

/**
 * Yoga as it stands behind every GraphQL door. Whoever calls it has authenticated already: the server context is the actor's context,
 * and becomes the context of the operation.
 */
export function createGraphQL(app: App, documents: PersistedDocuments) {
  return createYoga<Ctx, Ctx>({
    schema,
    // The platform's own: the stand-ins that Yoga brings are no web streams, and their ends differ.
    fetchAPI: { Request, Response, Headers, ReadableStream },
    graphqlEndpoint: GRAPHQL_PATH,
    landingPage: false,
    logging: false, // usePublicErrors logs bugs, once, with the request's id
    maskedErrors: false, // usePublicErrors masks
    cors: false, // same origin alone
    multipart: false,
    batching: false,
    // Errors are not kept: their keys are the texts of strangers' mistakes.
    parserAndValidationCache: { documentCache: documentCache<DocumentNode>(500), errorCache: NOTHING },
    extraParamNames: ['documentId'],
    graphiql: app.config.api.graphiql && {
      title: 'Tribunal',
      defaultQuery: WELCOME,
      headers: '{"Authorization": "Bearer "}',
      shouldPersistHeaders: false,
      subscriptionsProtocol: 'SSE',
    },
    renderGraphiQL,
    plugins: [
      usePersistedDocuments(new DocumentRegistry(app, documents)),
      useDocumentLimits(),
      useIntrospection(),
      useCost(),
      useCallAudit(app, GRAPHQL_PATH),
      usePublicErrors(),
      useSubscriptions(),
    ],
  });
}

export type GraphQL = ReturnType<typeof createGraphQL>;

/** GraphiQL whole, from here: the page that comes with Yoga loads itself from elsewhere. Its nine megabytes are read when first asked for. */
async function renderGraphiQL(options?: GraphiQLOptions): Promise<string> {
  const page = await import('@graphql-yoga/render-graphiql');
  return page.renderGraphiQL(options);
}
