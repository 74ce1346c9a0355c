import type { JudgingConfig } from '#src/judging/judging-config.ts';
import type { Provider, ProviderName } from '#src/providers/provider.ts';
import { deterministicJudge } from './deterministic/deterministic-judge.ts';
import { JUDGES, type Judge } from './judge.ts';
import { type MetaModel, metaModel } from './model/meta-model.ts';
import { modelJudge } from './model/model-judge.ts';

export type Judging = {
  /** One for each question, in the order of `JUDGES`. */
  judges: readonly Judge[];
  /** Null where none is configured: the meta-judge then concludes by itself. */
  metaModel: MetaModel | null;
  confidenceThreshold: number;
  /** No judge model at all: a scan says that it ran without. */
  deterministicOnly: boolean;
};

/** A model judge where a model is configured, the deterministic one of the same question otherwise. Any mix will do. */
export function createJudges(config: JudgingConfig, providerFor: (name: ProviderName) => Provider): Judging {
  const judges = JUDGES.map((name) => {
    const model = config[name];
    return model === null ? deterministicJudge(name) : modelJudge(name, model, providerFor('openai-chat'));
  });
  return {
    judges,
    metaModel: config.meta === null ? null : metaModel(config.meta, providerFor('openai-chat')),
    confidenceThreshold: config.confidenceThreshold,
    deterministicOnly: judges.every(({ engine }) => engine === 'deterministic'),
  };
}
