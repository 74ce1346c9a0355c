import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from './ask.ts';
import { rest } from './rest.ts';

export type ReportChecks = {
  schema: Json;
  /** As anybody checks a report. */
  valid: ValidateFunction;
  /** By the same schema with every member required and no other known: what is written here has all of it. */
  exact: ValidateFunction;
};

/** Checks by the schema that the server serves. */
export async function reportChecks(server: { url: string }): Promise<ReportChecks> {
  const schema = JSON.parse((await rest(server, null, 'GET', '/schemas/report-v1.json')).text) as Json;
  return { schema, valid: compiled(schema), exact: compiled(exactly(schema) as Json) };
}

function compiled(schema: Json): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** Members that are optional by what they are: of a scope, and severities that it leaves out. */
const CHOSEN = new Set(['scope', 'summary']);

function exactly(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => exactly(one, name));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    key,
    key === 'properties'
      ? Object.fromEntries(Object.entries(member).map(([own, one]) => [own, exactly(one, own)]))
      : exactly(member, name),
  ]);
  const made = Object.fromEntries(members);
  if (made.properties === undefined) return made;
  const required = CHOSEN.has(name) ? made.required : Object.keys(made.properties);
  return { ...made, ...(required ? { required } : {}), additionalProperties: false };
}
