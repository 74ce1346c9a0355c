import { hashPassword } from '#src/access/password-hash.ts';
import type { Role } from '#src/access/roles.ts';
import type { App } from '#src/platform/context.ts';
import { formatId, newId } from '#src/platform/ids.ts';
import type { Answer, Json } from './ask.ts';

export const PASSWORD = 'four plain words together';

export type Person = { userId: string; memberId: string; publicId: string; email: string };

/** A member of the tenant who signs in by `PASSWORD`. */
export async function addPerson(app: App, tenantId: string, role: Role, name: string = role): Promise<Person> {
  const [userId, memberId] = [newId(), newId()];
  const email = `${name}-${userId}@example.com`;
  await app.system.query('insert into users (id, email, name) values ($1, $2, $3)', [userId, email, name]);
  await app.system.query('insert into user_passwords (user_id, hash) values ($1, $2)', [
    userId,
    await hashPassword(PASSWORD),
  ]);
  await app.system.query('insert into memberships (tenant_id, id, user_id, role) values ($1, $2, $3, $4::role)', [
    tenantId,
    memberId,
    userId,
    role,
  ]);
  return { userId, memberId, publicId: formatId('membership', memberId), email };
}

/** A browser on a page of the server: it keeps cookies, and sends the page's origin with what it posts. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` that came, as it came. */
  readonly set: string[] = [];
  readonly #server: { url: string };
  readonly #headers: Record<string, string>;

  constructor(server: { url: string }, headers: Record<string, string> = {}) {
    this.#server = server;
    this.#headers = headers;
  }

  get session(): string | undefined {
    return this.cookies.get('tribunal_session');
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    const headers = { ...this.#headers, cookie: this.cookie, ...init.headers };
    const response = await fetch(new URL(path, this.#server.url), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      this.set.push(line);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /Max-Age=0/i.test(line)) this.cookies.delete(name!);
      else this.cookies.set(name!, decodeURIComponent(value!));
    }
    return response;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.fetch(path, {
      method: 'POST',
      headers: { origin: this.#server.url, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
  }

  async signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.post('/auth/sign-in', { email, password });
  }

  ask(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.post('/graphql', { query, variables }, headers);
  }

  /** Runs one mutation by its name and answers its payload or its problem. */
  async mutate(name: string, input: Record<string, unknown>, fields: string): Promise<Json> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const query = `mutation Run($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${fields} } ... on Problem { code message path } } }`;
    const { body } = await this.ask(query, { input });
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data[name];
  }
}

/** A browser in which this person is signed in. */
export async function signedIn(server: { url: string }, person: Person): Promise<Browser> {
  const browser = new Browser(server);
  const { status, body } = await browser.signIn(person.email);
  if (status !== 200) throw new Error(`signing in: ${status} ${JSON.stringify(body)}`);
  return browser;
}

/** A clock that a test sets forward. */
export function movableClock(): { now(): number; forward(ms: number): void } {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    forward: (ms) => {
      ahead += ms;
    },
  };
}
