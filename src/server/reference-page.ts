import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const PATH = '/api/docs';

/** Nothing from elsewhere: neither loaded, nor sent, nor framed. Swagger UI draws with styles of its own making and with pictures in its text. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tribunal: reference of the REST API</title>
<link rel="icon" type="image/png" href="${PATH}/favicon-32x32.png">
<link rel="stylesheet" href="${PATH}/swagger-ui.css">
</head>
<body>
<main id="reference"></main>
<noscript><p>This page needs JavaScript. The document is at <a href="/api/v2/openapi.json">/api/v2/openapi.json</a>.</p></noscript>
<script src="${PATH}/swagger-ui-bundle.js"></script>
<script src="${PATH}/start.js"></script>
</body>
</html>
`;

/** The validator would send the document to a server of others; a token that was typed in is forgotten with the page. */
const START = `SwaggerUIBundle({
  url: '/api/v2/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

/** The reference of `/api/v2` at `/api/docs`, for people, read from its document. Everything it needs is served from here. */
export function referencePage(http: FastifyInstance): void {
  http.get(PATH, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-cache' })
      .send(PAGE),
  );
  http.get(`${PATH}/start.js`, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(START),
  );
  for (const [name, type] of Object.entries(FILES)) {
    let file: Promise<Buffer> | undefined;
    http.get(`${PATH}/${name}`, async (_request, reply) => {
      file ??= readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)));
      return reply
        .type(type)
        .header('cache-control', 'public, max-age=86400')
        .send(await file);
    });
  }
}
