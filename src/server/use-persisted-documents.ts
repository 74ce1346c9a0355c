import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { App } from '#src/platform/context.ts';
import { DomainError } from '#src/platform/errors.ts';
import type { PersistedDocuments } from './persisted-documents.ts';

/** What a request asks to run, as GraphQL over HTTP and the payload of a websocket's `subscribe` have it. */
export type AskedDocument = { query?: unknown; documentId?: unknown };

/**
 * Documents by id: `"documentId": "sha256:…"` in the place of `query`, at every door. Each is parsed and validated when it is first asked
 * for, and never again.
 *
 * @throws DomainError `document_unknown` for an id that is on no list; `document_not_allowed` for a text where only lists are taken
 */
export class DocumentRegistry {
  readonly #texts: PersistedDocuments;
  readonly #onlyListed: boolean;
  readonly #parsed = new Map<string, DocumentNode>();
  readonly #listed = new WeakSet<DocumentNode>();
  readonly #valid = new WeakSet<DocumentNode>();

  constructor(app: App, texts: PersistedDocuments) {
    this.#texts = texts;
    this.#onlyListed = app.config.api.documents === 'persisted';
  }

  /** The text to run. An empty `query` counts as none, as the websocket's protocol wants one. */
  textOf({ query, documentId }: AskedDocument): string | undefined {
    const text = query === '' || query === null ? undefined : query;
    if (documentId === undefined || documentId === null) {
      if (this.#onlyListed) throw notAllowed();
      return typeof text === 'string' ? text : undefined;
    }
    if (text !== undefined) throw new DomainError('invalid_input', 'Send either query or documentId, not both.');
    const known = typeof documentId === 'string' ? this.#texts.get(documentId) : undefined;
    if (known !== undefined) return known;
    throw new DomainError('document_unknown', 'This server does not know a document with this id. Send its text.');
  }

  /** The document of an id, parsed. */
  parsed(documentId: string): DocumentNode | undefined {
    const text = this.#texts.get(documentId);
    const known = this.#parsed.get(documentId);
    if (known || text === undefined) return known;
    const document = parse(text);
    this.#parsed.set(documentId, document);
    this.#listed.add(document);
    return document;
  }

  /** Whether a document is on a list and known to be valid. */
  isValid(schema: GraphQLSchema, document: DocumentNode): boolean {
    if (this.#valid.has(document)) return true;
    if (!this.#listed.has(document) || validate(schema, document).length > 0) return false;
    this.#valid.add(document);
    return true;
  }
}

/** The parameters of a request, which Yoga and the websocket keep on the context. */
type Asked = { params?: AskedDocument; request?: Request };

export function usePersistedDocuments(registry: DocumentRegistry): Plugin {
  return {
    // Over HTTP, where Yoga wants a text before it parses anything.
    onParams({ params, request, setParams }) {
      if (typeof params !== 'object' || params === null || Array.isArray(params)) return;
      const asked: AskedDocument = { ...params, ...(request.method === 'GET' ? idInAddress(request) : {}) };
      const query = registry.textOf(asked);
      if (query !== undefined && query !== params.query) setParams({ ...params, ...asked, query } as never);
    },
    onParse({ context, setParsedDocument }) {
      const { params = {}, request } = context as Asked;
      if (!request) registry.textOf(params);
      const { documentId } = params;
      const document = typeof documentId === 'string' ? registry.parsed(documentId) : undefined;
      if (document) setParsedDocument(document);
    },
    onValidate({ params: { schema, documentAST }, setResult }) {
      if (registry.isValid(schema, documentAST)) setResult([]);
    },
  };
}

function idInAddress(request: Request): AskedDocument {
  const documentId = new URL(request.url).searchParams.get('documentId');
  return documentId === null ? {} : { documentId };
}

function notAllowed(): DomainError {
  const message = 'This server runs listed documents alone: send documentId in the place of query.';
  return new DomainError('document_not_allowed', message);
}
