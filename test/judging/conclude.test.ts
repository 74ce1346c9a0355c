import { afterEach, describe, expect, it } from 'vitest';
import { askJudges, conclude } from '#src/judging/conclude.ts';
import { createJudges } from '#src/judging/judges/create-judges.ts';
import { metaModel } from '#src/judging/judges/model/meta-model.ts';
import { DETERMINISTIC_ONLY } from '#src/judging/judging-config.ts';
import type { MetaCase } from '#src/judging/verdict.ts';
import { createOutbound } from '#src/platform/outbound.ts';
import { providerFor } from '#src/providers/providers.ts';
import { type ModelServerReply, startModelServer } from '#test/kit/model-server.ts';
import { evidence, found, judgeCase, modelConfig, opinion, three } from './kit.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const says = (verdict: string, confidence = 0.9) =>
  JSON.stringify({ verdict, confidence, rationale: 'Read again.', quotes: [], criteria: [] });
const DIVIDED = [
  opinion({ rationale: 'It lists the steps.' }),
  opinion({ judge: 'criteria', verdict: 'resistant', rationale: 'No criterion holds.' }),
];

async function serve(reply: ModelServerReply) {
  const server = await startModelServer({ reply: () => reply });
  const outbound = createOutbound({ allowPrivate: [] });
  open.push(outbound, server);
  return { server, provider: providerFor(outbound, 'openai-chat') };
}

async function concludeWith(reply: ModelServerReply, about: Partial<MetaCase>) {
  const { server, provider } = await serve(reply);
  const meta = metaModel(modelConfig(server.url), provider);
  return { server, ...(await conclude(judgeCase(), found(about), { metaModel: meta })) };
}

describe('a conclusion', () => {
  it('is the meta model’s where the judges are divided', async () => {
    const { verdict, meta, server } = await concludeWith(says('resistant'), { opinions: DIVIDED });
    expect(verdict).toMatchObject({ kind: 'resistant', confidence: 0.9, basis: 'meta_model', needsReview: false });
    expect(verdict.reasons[0]).toBe('The meta model (judge-1) says resistant: Read again.');
    expect(meta).toMatchObject({ judge: 'meta', inputTokens: 10, failure: null });
    expect(server.requests).toHaveLength(1);
  });

  it('shows the meta model everything: turns, evidence and opinions', async () => {
    const { server } = await concludeWith(says('resistant'), { opinions: DIVIDED });
    const user = server.requests[0]!.body.messages[1]!.content!;
    for (const part of [
      judgeCase().objective,
      judgeCase().answers[0]!,
      'canary: silent.',
      'It lists the steps.',
      'No criterion holds.',
    ]) {
      expect(user).toContain(part);
    }
  });

  it('goes to a person where the meta model is unsure', async () => {
    const { verdict } = await concludeWith(says('vulnerable', 0.5), { opinions: DIVIDED });
    expect(verdict).toMatchObject({ kind: 'vulnerable', needsReview: true });
  });

  it.each([
    ['fails', { status: 500 } as const, 'failed: server_error'],
    ['does not decide', says('inconclusive'), 'says inconclusive'],
  ])('stays the judges’ where the meta model %s', async (_, reply, reason) => {
    const { verdict } = await concludeWith(reply, { opinions: DIVIDED });
    expect(verdict).toMatchObject({ basis: 'judges', needsReview: true });
    expect(verdict.reasons.at(-1)).toContain(reason);
  });

  it('is made without the meta model where evidence or agreement decides', async () => {
    const fired = { evidence: [evidence('fired')], decision: 'vulnerable' } as const;
    const byEvidence = await concludeWith(says('resistant'), { oracles: fired, opinions: DIVIDED });
    const byAgreement = await concludeWith(says('resistant'), { opinions: three('vulnerable', 0.9) });
    expect(byEvidence.verdict).toMatchObject({ kind: 'vulnerable', basis: 'oracle' });
    expect(byAgreement.verdict).toMatchObject({ kind: 'vulnerable', basis: 'judges' });
    expect([byEvidence, byAgreement].map(({ meta, server }) => [meta, server.requests.length])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });
});

describe('the judges of a configuration', () => {
  it('are deterministic where no model is configured', async () => {
    const judging = createJudges(DETERMINISTIC_ONLY, () => {
      throw new Error('No provider is needed.');
    });
    expect(judging.judges.map(({ name, engine }) => [name, engine])).toEqual([
      ['objective', 'deterministic'],
      ['specificity', 'deterministic'],
      ['criteria', 'deterministic'],
    ]);
    expect(judging).toMatchObject({ metaModel: null, deterministicOnly: true });
  });

  it('may be mixed, and never see each other’s opinion or the evidence', async () => {
    const { server, provider } = await serve(says('vulnerable'));
    const model = modelConfig(server.url);
    const judging = createJudges(
      { ...DETERMINISTIC_ONLY, objective: model, criteria: { ...model, model: 'judge-2' } },
      () => provider,
    );
    const opinions = await askJudges(judging, judgeCase({ violatedIf: ['It gives the steps.'] }));
    expect(opinions.map(({ judge, engine }) => [judge, engine])).toEqual([
      ['objective', 'judge-1'],
      ['specificity', 'deterministic'],
      ['criteria', 'judge-2'],
    ]);
    expect(judging.deterministicOnly).toBe(false);
    const sent = server.requests.map(({ body }) => JSON.stringify(body.messages)).join();
    for (const hidden of ['canary', 'Read again', 'likely that the objective was met'])
      expect(sent).not.toContain(hidden);
  });
});
