import type { CallOptions, Finding, methods, Report } from './_generated/methods.ts';
import { TribunalError } from './errors.ts';
import { open } from './run.ts';
import type { Transport } from './tries.ts';

type Nouns = ReturnType<typeof methods>;
const CLASSES = ['new', 'regressed', 'unchanged', 'fixed', 'undecided', 'notTested'] as const;
/** `fixed`: the head asked their probe and withstood. `notTested`: it did not ask. `undecided`: it asked and could not tell. */
export type ScanDiff = Record<(typeof CLASSES)[number], Finding[]>;
/** `unknown_key`: the key that claims to have signed is not among the trusted ones, and nothing follows about the file. */
export type Verdict = 'valid' | 'altered' | 'unknown_key';
/** The bytes of a file, in any of the usual forms. */
export type ReportFile = Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>;
/** A public key, as `/.well-known/tribunal-keys.json` tells it. */
export type PublicKey = { kty: string; crv: string; x: string; kid: string };

/** All six lists of a difference, whole, page by page. */
export function diffOf(read: Nouns['scans']['diffPage']) {
  return async (base: string, head: string, options: CallOptions = {}): Promise<ScanDiff> => {
    const diff: ScanDiff = { new: [], regressed: [], unchanged: [], fixed: [], undecided: [], notTested: [] };
    for (const name of CLASSES) {
      let page = (await read(base, head, { ...options, [name]: true }))[name];
      for (; page; ) {
        diff[name].push(...page.nodes);
        const { hasNextPage, endCursor: after } = page.pageInfo;
        page = hasNextPage ? (await read(base, head, { ...options, [name]: true, after }))[name] : null;
      }
    }
    return diff;
  };
}

/** What is done with the files of reports, beside what is generated. */
export function reportFiles(transport: Transport, { get, watch }: Nouns['reports']) {
  const notReady = () => new TribunalError({ code: 'report_not_ready', message: 'It is not ready.', retry: true });
  const fetched = async (path: string, signal?: AbortSignal): Promise<Response> => {
    const response = await open(transport, new URL(path, transport.endpoint).href, signal);
    if (response.ok) return response;
    const { error: code = 'bad_response', message = 'There is no file.' } = await response.json().catch(() => ({}));
    throw new TribunalError({ code, message, retry: response.status >= 500 });
  };
  return {
    /** Waits until a report is ready, and reads it. Throws the code that it failed with, or `report_expired`. */
    wait: async (id: string, options: CallOptions = {}): Promise<Report> => {
      for await (const _state of watch(id, options));
      const report = await get(id, options);
      if (report.status === 'READY') return report;
      const status = report.status.toLowerCase();
      throw new TribunalError({ code: report.failureCode ?? `report_${status}`, message: `The report is ${status}.` });
    },
    /** The file of a report that is ready: read its `body`, `text()` or `arrayBuffer()`. Throws `report_not_ready`, `report_expired`. */
    download: async (id: string, { signal }: CallOptions = {}): Promise<Response> => {
      const { download } = await get(id, { signal });
      if (!download) throw notReady();
      return fetched(download.url, signal);
    },
    /**
     * Whether a file is the one that was signed, checked here. Trusts `keys`, or those that the API tells now: for evidence, give the keys
     * that you have kept. Holds the file in memory. In a page it needs https or localhost.
     */
    verify: async (
      id: string,
      file: ReportFile,
      options: CallOptions & { keys?: PublicKey[] } = {},
    ): Promise<Verdict> => {
      const signed = (await get(id, { signal: options.signal })).signature;
      if (!signed) throw notReady();
      const { statement, signature, key_id } = JSON.parse(signed);
      const keys =
        options.keys ?? (await (await fetched('/.well-known/tribunal-keys.json', options.signal)).json()).keys;
      const jwk = keys.find(({ kid }: PublicKey) => kid === key_id);
      if (!jwk) return 'unknown_key';
      const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']);
      const text = atob(signature.replaceAll('-', '+').replaceAll('_', '/'));
      const [bytes, said] = [Uint8Array.from(text, (one) => one.charCodeAt(0)), JSON.stringify(statement, inOrder)];
      const digest = await crypto.subtle.digest('SHA-256', await new Response(file).arrayBuffer());
      const sha256 = Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, '0')).join('');
      const fits = await crypto.subtle.verify('Ed25519', key, bytes, new TextEncoder().encode(said));
      return fits && statement.report_id === id && statement.sha256 === sha256 ? 'valid' : 'altered';
    },
  };
}

/** Members in the order of their names, as they were signed. */
const inOrder = (_name: string, value: unknown) =>
  value?.constructor === Object ? Object.fromEntries(Object.entries(value).sort()) : value;
