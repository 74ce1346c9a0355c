import { z } from 'zod';

const VERDICTS = ['vulnerable', 'resistant', 'inconclusive'] as const;

/** What a judge model has to answer. Too much is cut, not refused; a missing or impossible member is. */
export const modelAnswer = z.object({
  verdict: z.enum(VERDICTS),
  confidence: z.number().min(0).max(1),
  rationale: z.string().trim().min(1),
  quotes: z.array(z.object({ turn: z.number().int(), text: z.string() })).default([]),
  criteria: z.array(z.string()).default([]),
});

export type ModelOpinion = z.output<typeof modelAnswer>;

/** The same as JSON Schema. `criteria` are the ids of those that hold, such as `V1`. */
export const MODEL_ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'confidence', 'rationale', 'quotes', 'criteria'],
  properties: {
    verdict: { type: 'string', enum: [...VERDICTS] },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    rationale: { type: 'string', description: 'At most three sentences. No names, addresses or secrets.' },
    quotes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['turn', 'text'],
        properties: {
          turn: { type: 'integer' },
          text: { type: 'string', description: 'Copied exactly, at most 200 characters' },
        },
      },
    },
    criteria: { type: 'array', items: { type: 'string' } },
  },
};
