import {
  CancelScanDocument,
  DeleteScanDocument,
  EstimateScanDocument,
  type EstimateScanQuery,
  RerunScanDocument,
  RetryInconclusiveDocument,
  ScanDocument,
  type ScanFieldsFragment,
  ScansDocument,
  type ScansQueryVariables,
  StartScanDocument,
  type StartScanInput,
} from './_generated/graphql.ts';
import { type Ask, found, payload } from './answer.ts';
import { pages } from './pages.ts';
import { readDiff, type ScanDiff } from './scan-diff.ts';
import type { ScanEvent, WatchOptions } from './subscribe.ts';

export type Scan = ScanFieldsFragment;
export type ScanFilter = Pick<ScansQueryVariables, 'targetId' | 'status'>;
/** What a scan would do and cost; each range from the least to the most that is to be expected. */
export type ScanEstimate = NonNullable<EstimateScanQuery['estimateScan']>;
export type DeletedScan = { id: string; deletedFindings: number; keptFindings: number };

type Watch = (id: string, watching?: WatchOptions) => AsyncGenerator<ScanEvent, void, void>;

/** What is done with scans: `client.scans`. */
export function scanMethods(ask: Ask, watch: Watch) {
  const get = async (id: string): Promise<Scan> => found((await ask(ScanDocument, { id })).scan);
  return {
    get,
    /** Every scan that the filter leaves, the newest first, read page by page as they are used. */
    list: (filter: ScanFilter = {}): AsyncGenerator<Scan, void, void> =>
      pages(async (page) => (await ask(ScansDocument, { ...filter, ...page })).scans),
    /** What `start` with the same input would do and cost. Writes nothing and sends nothing. */
    estimate: async (input: StartScanInput): Promise<ScanEstimate> =>
      found((await ask(EstimateScanDocument, { input })).estimateScan),
    /** Starts a scan of a target, with the whole library unless `probeIds` says otherwise. */
    start: async (input: StartScanInput): Promise<Scan> =>
      found(payload((await ask(StartScanDocument, { input })).startScan).scan),
    cancel: async (id: string): Promise<Scan> =>
      found(payload((await ask(CancelScanDocument, { input: { scanId: id } })).cancelScan).scan),
    /** Starts a new scan of the same target with the same probes. */
    rerun: async (id: string): Promise<Scan> =>
      found(payload((await ask(RerunScanDocument, { input: { scanId: id } })).rerunScan).scan),
    /** Starts a new scan with the probes that this one could not decide. Throws `nothing_inconclusive` when there are none. */
    retryInconclusive: async (id: string): Promise<Scan> =>
      found(payload((await ask(RetryInconclusiveDocument, { input: { scanId: id } })).retryInconclusive).scan),
    /** Deletes a scan that has ended, for good, with the findings that only it saw. Throws `scan_busy` before the end. */
    delete: async (id: string): Promise<DeletedScan> => {
      const answer = payload((await ask(DeleteScanDocument, { input: { scanId: id } })).deleteScan);
      return { id: answer.scanId, deletedFindings: answer.deletedFindings, keptFindings: answer.keptFindings };
    },
    /** How the findings of `head` differ from those of `base`: each finding of either stands in exactly one of six lists. */
    diff: (base: string, head: string): Promise<ScanDiff> => readDiff(ask, base, head),
    /**
     * The events of a scan: first those that have happened, then those that happen, each once and in order, until the scan has ended.
     * A lost connection is opened again and resumed where it was.
     */
    watch,
    /** Waits until a scan has ended, and reads it. */
    wait: async (id: string, watching: Pick<WatchOptions, 'signal'> = {}): Promise<Scan> => {
      const { cursor } = await get(id);
      for await (const _event of watch(id, { ...watching, after: cursor }));
      return get(id);
    },
  };
}
