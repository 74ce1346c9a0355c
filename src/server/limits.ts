/**
 * Everything that one request may ask for, at every door alike: HTTP, event streams and websockets. What an operator may want to change is
 * a setting instead: GRAPHQL_COST_MAX, RATE_POINTS, RATE_TENANT_POINTS.
 */
export const LIMITS = {
  /** Bytes of a body and of a websocket's message. */
  bytes: 1024 * 1024,
  /** Characters of a document. */
  characters: 64 * 1024,
  /** Tokens of a document. */
  tokens: 2000,
  /** Fields inside each other, fragments expanded. */
  depth: 15,
  /** The same for a document that asks about the schema alone: the standard introspection query is deeper than any other need be. */
  introspectionDepth: 18,
  /** Fields of a document, fragments expanded. */
  fields: 500,
  /** Fields under another name. */
  aliases: 30,
  /** Fields written more than once in one selection. */
  repeats: 10,
  directives: 30,
  /** Mistakes that validation tells before it gives up. */
  validationErrors: 20,
} as const;
