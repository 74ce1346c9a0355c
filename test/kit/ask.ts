/** An answer as it came, untyped: a test says what it expects of it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are JSON of any shape, and every use of one is an expectation
export type Json = any;

export type Answer = { status: number; headers: Headers; body: Json };

/** Asks over HTTP. A null token sends none. */
export async function ask(
  server: { url: string },
  token: string | null,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  return post(server, token, JSON.stringify({ query, variables }));
}

/** Posts any body, for what no client would send. */
export async function post(
  server: { url: string },
  token: string | null,
  body: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The data of an answer that has to be without errors. */
export async function dataOf(answer: Promise<Answer>): Promise<Json> {
  const { status, body } = await answer;
  if (status !== 200 || body.errors) throw new Error(`status ${status}: ${JSON.stringify(body.errors ?? body)}`);
  return body.data;
}

/** Server-sent events of an operation: the payload of each `next`. Ends with the stream. */
export async function* sse(
  server: { url: string },
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
  signal?: AbortSignal,
): AsyncGenerator<Json> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: signal ?? null,
  });
  let buffer = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    buffer += chunk;
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const data = /^event: next\ndata: (.*)$/m.exec(buffer.slice(0, end))?.[1];
      buffer = buffer.slice(end + 2);
      if (data) yield JSON.parse(data);
    }
  }
}

/** Everything that a stream gives, once it has ended. */
export async function collect<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
