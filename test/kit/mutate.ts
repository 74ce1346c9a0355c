import { OWNER } from './app.ts';
import { ask, dataOf, type Json } from './ask.ts';

/** Runs one mutation by its name and answers its payload or its problem. `fields` is the selection on the payload. */
export async function mutate(
  server: { url: string },
  name: string,
  input: Record<string, unknown>,
  fields: string,
  token = OWNER,
): Promise<Json> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const query = `mutation Run($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Problem { code message path retry } } }`;
  return (await dataOf(ask(server, token, query, { input })))[name];
}
