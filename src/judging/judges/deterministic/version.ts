import { createHash } from 'node:crypto';
import { CUE_WORDS } from '#src/judging/text/lexicon.ts';
import { ALL_PHRASES } from './phrases.ts';
import { RARITY } from './rarity.ts';
import { REFUSAL_RULES } from './refusals.ts';
import { WEIGHTS } from './weights.ts';

/** Raise it when code changes what these judges say. Weights, words and patterns are seen by themselves. */
const CODE = 1;

/** First 16 hex characters of the SHA-256 of all that shapes a deterministic opinion. */
export const RULES_VERSION = createHash('sha256')
  .update(JSON.stringify([CODE, WEIGHTS, RARITY, CUE_WORDS, REFUSAL_RULES, ALL_PHRASES.map(String)]))
  .digest('hex')
  .slice(0, 16);
