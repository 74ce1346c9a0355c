/** A fetch for the audits of graphql-http, which know no tokens: each request carries one that may ask about the schema. */
export function auditOf(token: string): typeof fetch {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
}
