import {
  CreateTargetDocument,
  type CreateTargetInput,
  DeleteTargetDocument,
  DisableTargetDocument,
  EnableTargetDocument,
  ProvidersDocument,
  type ProvidersQuery,
  TargetDocument,
  type TargetFieldsFragment,
  TargetsDocument,
  type TargetsQueryVariables,
  TestTargetDocument,
  type TestTargetMutation,
  UpdateTargetDocument,
  type UpdateTargetInput,
} from './_generated/graphql.ts';
import { type Ask, found, payload } from './answer.ts';
import { pages } from './pages.ts';

export type Target = TargetFieldsFragment;
export type TargetFilter = Pick<TargetsQueryVariables, 'kind' | 'tag'>;
/** How the test of a target went: `ok`, or a `failure` with its reason. */
export type TargetTest = Omit<Extract<TestTargetMutation['testTarget'], { ok: boolean }>, '__typename'>;
/** A way of speaking to a target, and within what the numbers of its configuration may be. */
export type Provider = ProvidersQuery['providers'][number];
export type DeletedTarget = { id: string; scans: number; findings: number };

/** What is done with targets: `client.targets`. */
export function targetMethods(ask: Ask) {
  return {
    get: async (id: string): Promise<Target> => found((await ask(TargetDocument, { id })).target),
    /** Every target that the filter leaves, the newest first, read page by page as they are used. */
    list: (filter: TargetFilter = {}): AsyncGenerator<Target, void, void> =>
      pages(async (page) => (await ask(TargetsDocument, { ...filter, ...page })).targets),
    /** Makes a target; `kind` is `LLM` unless it is said. Header values are sealed by the API at once. */
    create: async (input: CreateTargetInput): Promise<Target> =>
      found(payload((await ask(CreateTargetDocument, { input })).createTarget).target),
    /** Changes what is given. `llm` and `headers` are replaced as a whole; an empty list of headers takes them away. */
    update: async (id: string, changes: Omit<UpdateTargetInput, 'targetId'>): Promise<Target> =>
      found(payload((await ask(UpdateTargetDocument, { input: { ...changes, targetId: id } })).updateTarget).target),
    enable: async (id: string): Promise<Target> =>
      found(payload((await ask(EnableTargetDocument, { input: { targetId: id } })).enableTarget).target),
    /** No scan of it begins any more; one that is under way goes on. */
    disable: async (id: string): Promise<Target> =>
      found(payload((await ask(DisableTargetDocument, { input: { targetId: id } })).disableTarget).target),
    /** Sends one harmless question. A target that cannot be reached is an answer with a `failure`, and is not thrown. */
    test: async (id: string): Promise<TargetTest> => {
      const { __typename: _, ...test } = payload(
        (await ask(TestTargetDocument, { input: { targetId: id } })).testTarget,
      );
      return test;
    },
    providers: async (): Promise<readonly Provider[]> => (await ask(ProvidersDocument, {})).providers,
    /** Deletes it with its scans and findings, for good. Throws `target_busy` while a scan of it is under way. */
    delete: async (id: string): Promise<DeletedTarget> => {
      const { targetId, scans, findings } = payload(
        (await ask(DeleteTargetDocument, { input: { targetId: id } })).deleteTarget,
      );
      return { id: targetId, scans, findings };
    },
  };
}
