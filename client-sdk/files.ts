import type { CallOptions, methods, Report } from './_generated/methods.ts';
import { passing, TribunalError } from './errors.ts';
import { open, retrying, type Transport } from './request.ts';

type Reports = Pick<ReturnType<typeof methods>['reports'], 'get' | 'watch'>;
/** `unknown_key`: the key that claims to have signed is not among the trusted ones, and nothing follows about the file. */
export type Verdict = 'valid' | 'altered' | 'unknown_key';
/** A public key, as `/.well-known/tribunal-keys.json` tells it. */
export type PublicKey = { kty: string; crv: string; x: string; kid: string };

/** What is done with the files of reports, beside what is generated. */
export function fileMethods(transport: Transport, { get, watch }: Reports) {
  const fetched = (path: string, { signal }: CallOptions): Promise<Response> =>
    retrying(transport, { safe: () => true, signal }, async () => {
      const response = await open(transport, new URL(path, transport.endpoint).href, { signal: signal ?? null });
      if (response.ok) return response;
      if (response.status >= 500) throw passing('The file could not be downloaded.');
      const { error: code = 'bad_response', message = 'No file.' } = await response.json().catch(() => ({}));
      throw new TribunalError({ code, message });
    });
  return {
    /** Waits until a report is ready, and reads it. Throws the code that it failed with, or `report_expired`. */
    wait: async (id: string, options: CallOptions = {}): Promise<Report> => {
      for await (const _state of watch(id, options));
      const report = await get(id, options);
      if (report.status === 'READY') return report;
      const code = report.failureCode ?? (report.status === 'EXPIRED' ? 'report_expired' : 'report_failed');
      throw new TribunalError({ code, message: report.failure ?? `The report is ${report.status.toLowerCase()}.` });
    },
    /** The file of a report that is ready: read its `body`, `text()` or `arrayBuffer()`. Throws `report_not_ready`, `report_expired`. */
    download: async (id: string, options: CallOptions = {}): Promise<Response> => {
      const { download } = await get(id, options);
      if (download) return fetched(download.url, options);
      throw new TribunalError({
        code: 'report_not_ready',
        message: 'The report has no file to download.',
        retry: true,
      });
    },
    /**
     * Whether a file is the one that was signed, checked here. Trusts `keys`, or those that the API tells now: for evidence, give the keys
     * that you have kept. Holds the file in memory. In a page it needs https or localhost.
     */
    verify: async (
      id: string,
      file: BodyInit,
      options: CallOptions & { keys?: PublicKey[] } = {},
    ): Promise<Verdict> => {
      const { signature: signed } = await get(id, options);
      if (!signed) throw new TribunalError({ code: 'report_not_ready', message: 'Nothing was signed.', retry: true });
      const { statement, signature, key_id } = JSON.parse(signed);
      const keys = options.keys ?? (await (await fetched('/.well-known/tribunal-keys.json', options)).json()).keys;
      const jwk = keys.find(({ kid }: PublicKey) => kid === key_id);
      if (!jwk) return 'unknown_key';
      const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
      const text = new TextEncoder().encode(canonical(statement));
      const bytes = await new Response(file).arrayBuffer();
      const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
      const fits = await crypto.subtle.verify('Ed25519', key, bytesOf(signature), text);
      return fits && statement.report_id === id && statement.sha256 === sha256 ? 'valid' : 'altered';
    },
  };
}

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, '0')).join('');
const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

/** JSON with its keys in order and no spaces. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
