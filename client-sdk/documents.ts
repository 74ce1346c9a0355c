/** A generated document: its text, and in `__meta__` the hash that is its id. */
type Document = { toString(): string; __meta__?: Record<string, unknown> | undefined };

export type AskedDocument = { documentId: string } | { query: string };

/** Codes of a server that does not know a document, does not know ids at all, or took the empty text in an id's company for the document. */
const NOT_KNOWN = ['document_unknown', 'bad_request', 'graphql_parse_failed'];

/**
 * How documents are sent: by id, which a server that knows them need not parse again, and by their text to one that does not know the
 * id, because it is older or newer than this package.
 */
export class Documents {
  readonly #unknown = new Set<string>();

  ask(document: Document): AskedDocument {
    const id = idOf(document);
    return id === null || this.#unknown.has(id) ? { query: document.toString() } : { documentId: id };
  }

  /** Whether the document is to be sent again, as its text: it was sent by id, and was refused for that. Nothing has run then. */
  refused(document: Document, asked: AskedDocument, code: string): boolean {
    const id = idOf(document);
    if (!('documentId' in asked) || id === null || !NOT_KNOWN.includes(code)) return false;
    this.#unknown.add(id);
    return true;
  }
}

function idOf(document: Document): string | null {
  const hash = document.__meta__?.hash;
  return typeof hash === 'string' ? hash : null;
}
