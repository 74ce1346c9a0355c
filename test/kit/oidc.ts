import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider says of whoever signs in next. */
export type Account = { sub: string; email?: string; email_verified?: boolean; name?: string };

export type OidcServer = AsyncDisposable & {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next: the provider asks nothing. */
  account: Account;
};

/**
 * A real OpenID provider on loopback, with one client. Its own pages are left out: whoever comes is signed in as `account` and has agreed.
 */
export async function startOidc(redirectUri: string): Promise<OidcServer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: OidcServer = {
    issuer,
    clientId: 'tribunal',
    clientSecret: 'a-secret-of-the-client-and-the-provider',
    account: { sub: 'nobody' },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: self.clientId,
        client_secret: self.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test provider'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: async () => ({ ...self.account, sub }),
    }),
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
  const callback = provider.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    agree(provider, self.account, request, response).catch((error) => response.writeHead(599).end(String(error)));
  };
  return self;
}

async function agree(provider: Provider, account: Account, request: IncomingMessage, response: ServerResponse) {
  const { params, grantId, prompt } = await provider.interactionDetails(request, response);
  const result: Record<string, unknown> = {};
  if (prompt.name === 'login') result.login = { accountId: account.sub };
  else {
    const accountId = account.sub;
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant!.addOIDCScope('openid email profile');
    result.consent = { grantId: await grant!.save() };
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

/** Follows a browser's way through the provider, with cookies of its own, to the address that it is sent back to. */
export async function throughProvider(url: string): Promise<string> {
  const jar = new Map<string, string>();
  let next = url;
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`the provider stopped at ${next} with ${response.status}: ${await response.text()}`);
    next = new URL(location, next).href;
    if (next.includes('/auth/oidc/callback')) return next;
  }
  throw new Error('the provider sends in a circle');
}
