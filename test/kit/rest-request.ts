import { openapi } from '#src/server/rest/openapi.ts';
import type { Row } from '#src/server/rest/row.ts';
import { ROWS } from '#src/server/rest/rows.ts';
import type { Json } from './ask.ts';

const DOCUMENT = openapi(ROWS, 'http://localhost') as Json;

/** The part of the document that describes a route. */
export function operationOf(row: Row): Json {
  return DOCUMENT.paths[row.path][row.method.toLowerCase()];
}

/** The example of a route as the document has it: its address below `/api/v2`, and its body. `real` puts ids that are there in it. */
export function requestOf(
  row: Row,
  real: <Value>(value: Value) => Value = (value) => value,
): { path: string; body: unknown } {
  const { parameters = [], requestBody } = operationOf(row);
  const given = (place: string) => parameters.filter((one: Json) => one.in === place && one.example !== undefined);
  let path = row.path;
  for (const { name, example } of given('path')) path = path.replace(`{${name}}`, encodeURIComponent(example));
  const pairs = given('query').map(({ name, example }: Json) => [name, String(example)]);
  const query = new URLSearchParams(pairs).toString();
  const example = requestBody?.content['application/json']?.example;
  return { path: real(query ? `${path}?${query}` : path), body: example === undefined ? undefined : real(example) };
}
