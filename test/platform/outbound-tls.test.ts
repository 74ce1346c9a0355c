import { afterEach, describe, expect, test } from 'vitest';
import { createOutbound, OutboundError } from '#src/platform/outbound.ts';
import { type Certificate, makeCertificate } from '#test/kit/certificates.ts';
import { startHttpServer, startTlsServer, type TestServer } from '#test/kit/http-server.ts';

const authority = makeCertificate({ name: 'Test Authority' });
const day = 86_400_000;
const servers: TestServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(certificate: Certificate): Promise<TestServer> {
  const server = await startTlsServer({ cert: certificate.cert, key: certificate.key });
  servers.push(server);
  return server;
}

/** What a request to `host` answers when it leads to this server and only the test authority is trusted. */
async function ask(server: TestServer, host: string): Promise<string> {
  const outbound = createOutbound({
    allowPrivate: ['127.0.0.1/32'],
    ca: [authority.cert],
    resolve: async () => ['127.0.0.1'],
  });
  try {
    return await (await outbound.request({ url: `https://${host}:${server.port}/` })).text();
  } catch (error) {
    return error instanceof OutboundError ? `${error.reason}: ${error.message}` : `not an OutboundError: ${error}`;
  } finally {
    await outbound.close();
  }
}

describe('TLS', () => {
  test('a certificate of a trusted issuer for the right name is accepted', async () => {
    const byName = await serve(makeCertificate({ name: 'model.example', issuer: authority }));
    expect(await ask(byName, 'model.example')).toBe('ok');
    const byAddress = await serve(makeCertificate({ name: '127.0.0.1', issuer: authority }));
    expect(await ask(byAddress, '127.0.0.1')).toBe('ok');
  });

  test('an expired certificate is named', async () => {
    const dates = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) };
    const server = await serve(makeCertificate({ name: 'model.example', issuer: authority, ...dates }));
    expect(await ask(server, 'model.example')).toMatch(
      /^tls: model\.example:\d+ has a TLS certificate that has expired/,
    );
  });

  test('a certificate that is not valid yet is named', async () => {
    const dates = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 9 * day) };
    const server = await serve(makeCertificate({ name: 'model.example', issuer: authority, ...dates }));
    expect(await ask(server, 'model.example')).toMatch(/^tls: .* is not valid yet/);
  });

  test('a self-signed certificate is named', async () => {
    const server = await serve(makeCertificate({ name: 'model.example' }));
    expect(await ask(server, 'model.example')).toMatch(/^tls: .* self-signed/);
  });

  test('a certificate of an unknown issuer is named', async () => {
    const stranger = makeCertificate({ name: 'Stranger' });
    const server = await serve(makeCertificate({ name: 'model.example', issuer: stranger }));
    expect(await ask(server, 'model.example')).toMatch(/^tls: .* issuer that is not trusted/);
  });

  test('a certificate for another name is named', async () => {
    const server = await serve(makeCertificate({ name: 'model.example', issuer: authority }));
    expect(await ask(server, 'other.example')).toMatch(/^tls: .* for another name/);
    expect(await ask(server, '127.0.0.1')).toMatch(/^tls: .* for another name/);
  });

  test('a server that does not speak TLS is named', async () => {
    const server = await startHttpServer((_, response) => response.end());
    servers.push(server);
    expect(await ask(server, 'model.example')).toMatch(/^tls: .* does not speak TLS/);
  });
});
