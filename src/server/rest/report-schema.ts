import type { FastifyInstance } from 'fastify';
import { REPORT_SCHEMA_PATH, reportSchema } from '#src/reports/formats/report-schema.ts';
import { etagOf, matchesTag } from './answer.ts';
import type { Json } from './json-schemas.ts';
import { REST_PATH } from './serve-rows.ts';

/** The JSON Schema of JSON reports, without a token: whoever is handed a report has none. */
export function reportSchemaRoute(http: FastifyInstance): void {
  let text: string | undefined;
  http.get(REPORT_SCHEMA_PATH, async (request, reply) => {
    text ??= JSON.stringify(reportSchema());
    const tag = etagOf(text);
    reply.headers({ etag: tag, 'cache-control': 'public, max-age=3600' });
    if (matchesTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
    return reply.type('application/schema+json').send(text);
  });
}

/** The same in the document, which lists it beside the rows. */
export const REPORT_SCHEMA_PATHS: Json = {
  [REPORT_SCHEMA_PATH.slice(REST_PATH.length)]: {
    get: {
      operationId: 'getReportSchema',
      tags: ['Reports'],
      summary: 'The JSON Schema of JSON reports',
      description: 'What a report in the format `json` holds, in v1. Needs no token.',
      security: [],
      responses: {
        200: {
          description: 'A JSON Schema, draft 2020-12.',
          content: { 'application/schema+json': { schema: { type: 'object' } } },
        },
        304: { description: 'It has not changed.' },
        '4XX': {
          description: 'Refused.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
    },
  },
};
