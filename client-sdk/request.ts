import type { TypedDocumentString } from './_generated/graphql.ts';
import type { Documents } from './documents.ts';
import { fromGraphQLErrors, type GraphQLErrorShape, TribunalError } from './errors.ts';

export type Transport = {
  /** Where GraphQL is spoken over HTTP. */
  endpoint: string;
  token: string;
  fetch: typeof globalThis.fetch;
  documents: Documents;
};

type Answer<Result> = { data?: Result | null; errors?: GraphQLErrorShape[] };

/**
 * Runs one query or mutation.
 *
 * @throws TribunalError
 */
export async function request<Result, Variables>(
  transport: Transport,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const asked = transport.documents.ask(document);
  const response = await send(transport, JSON.stringify({ ...asked, variables }));
  const answer = await read<Result>(response);
  if (answer.errors?.length) {
    const error = fromGraphQLErrors(answer.errors);
    if (!answer.data && transport.documents.refused(document, asked, error.code))
      return request(transport, document, variables);
    throw error;
  }
  if (!answer.data) throw notTheApi(response);
  return answer.data;
}

async function send({ endpoint, token, fetch }: Transport, body: string): Promise<Response> {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        authorization: `Bearer ${token}`,
      },
      body,
    });
  } catch (cause) {
    throw new TribunalError({ code: 'network', message: `${endpoint} could not be reached.`, retry: true }, { cause });
  }
}

async function read<Result>(response: Response): Promise<Answer<Result>> {
  try {
    return ((await response.json()) ?? {}) as Answer<Result>;
  } catch (cause) {
    throw notTheApi(response, cause);
  }
}

function notTheApi(response: Response, cause?: unknown): TribunalError {
  const message = `What answered with status ${response.status} does not speak GraphQL. Check the URL.`;
  return new TribunalError({ code: 'bad_response', message, retry: response.status >= 500 }, { cause });
}
