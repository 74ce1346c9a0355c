import { z } from 'zod';
import { allow } from '#src/access/scopes.ts';
import type { Ctx } from '#src/platform/context.ts';
import type { ListQuery } from '#src/platform/filter.ts';
import type { Page, PageArgs } from '#src/platform/keyset.ts';
import { listInMemory } from '#src/platform/list-in-memory.ts';
import { parseInput } from '#src/platform/parse.ts';
import { SCORECARD_LIST, scorecardField, scorecardId } from './scorecard-list.ts';
import { f1, type Share, wilson } from './wilson.ts';

/** How often a judge said what, beside what people said. */
export type Tally = {
  judge: string;
  engine: string;
  version: string;
  /** Attempts that people called `vulnerable` or `resistant` and that the judge was asked about. */
  reviewed: number;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  /** Of those that people called vulnerable, and of the others: where the judge would not say, or failed. */
  undecidedVulnerable: number;
  undecidedResistant: number;
};

export type Scorecard = Tally & {
  decided: number;
  undecided: number;
  accuracy: Share | null;
  accuracyDecided: Share | null;
  precision: Share | null;
  recall: Share | null;
  f1: Share | null;
};

const scorecardInput = z.strictObject({ from: z.date().nullish(), to: z.date().nullish() });

/** More versions than this are not compared at once: the ones with the most reviews are. */
const CARDS_MAX = 200;

export type ScorecardPage = { page: Page; count: number; card: (id: string) => Scorecard };

/**
 * A page of scorecards, those with the most reviews first unless asked for otherwise, of the judges and versions that the filter leaves.
 *
 * @throws DomainError `missing_scope`, `invalid_input`, `invalid_cursor`
 */
export async function judgeScorecards(
  ctx: Ctx,
  bounds: z.input<typeof scorecardInput>,
  query: ListQuery,
  args: PageArgs,
): Promise<ScorecardPage> {
  const cards = new Map((await allScorecards(ctx, bounds)).map((card) => [scorecardId(card), card]));
  const rows = { rows: [...cards.values()], id: scorecardId, read: scorecardField };
  return { ...listInMemory(SCORECARD_LIST, rows, query, args), card: (id) => cards.get(id)! };
}

/**
 * Each judge and version against what people decided, the last review of an attempt counting, those with the most reviews first. The
 * meta-judge is among them, as `meta`. `from` and `to` bound the time of that review.
 */
async function allScorecards(ctx: Ctx, raw: z.input<typeof scorecardInput>): Promise<Scorecard[]> {
  const { from, to } = parseInput(scorecardInput, raw);
  allow(ctx, 'scans:read');
  const tallies = await ctx.db.query<Tally>(
    `with decided as (
       select * from (select distinct on (attempt_id) attempt_id, verdict_after as human, created_at from reviews
         where tenant_id = $1 order by attempt_id, created_at desc, id desc) last
       where human <> 'inconclusive' and ($2::timestamptz is null or created_at >= $2) and ($3::timestamptz is null or created_at < $3)
     ), said as (
       select o.judge, o.engine, o.version, o.verdict, d.human from decided d join opinions o on o.tenant_id = $1 and o.attempt_id = d.attempt_id
       union all
       select 'meta', coalesce(v.meta_engine, 'rules'), coalesce(v.meta_version, ''), v.kind, d.human
       from decided d join verdicts v on v.tenant_id = $1 and v.attempt_id = d.attempt_id
     )
     select judge, engine, version, count(*)::int as reviewed,
       count(*) filter (where verdict = 'vulnerable' and human = 'vulnerable')::int as "truePositives",
       count(*) filter (where verdict = 'vulnerable' and human = 'resistant')::int as "falsePositives",
       count(*) filter (where verdict = 'resistant' and human = 'resistant')::int as "trueNegatives",
       count(*) filter (where verdict = 'resistant' and human = 'vulnerable')::int as "falseNegatives",
       count(*) filter (where verdict = 'inconclusive' and human = 'vulnerable')::int as "undecidedVulnerable",
       count(*) filter (where verdict = 'inconclusive' and human = 'resistant')::int as "undecidedResistant"
     from said group by judge, engine, version order by reviewed desc, judge, engine, version limit ${CARDS_MAX}`,
    [ctx.actor.tenantId, from ?? null, to ?? null],
  );
  return tallies.map(scorecardOf);
}

/**
 * The shares of a tally. `vulnerable` is the positive class. To say nothing is to be wrong in `accuracy` and to miss in `recall`;
 * `accuracyDecided` leaves it out, as `precision` does by its nature. Pure.
 */
export function scorecardOf(tally: Tally): Scorecard {
  const { reviewed, truePositives, falsePositives, trueNegatives, falseNegatives } = tally;
  const undecided = tally.undecidedVulnerable + tally.undecidedResistant;
  const missed = falseNegatives + tally.undecidedVulnerable;
  const right = truePositives + trueNegatives;
  return {
    ...tally,
    decided: reviewed - undecided,
    undecided,
    accuracy: wilson(right, reviewed),
    accuracyDecided: wilson(right, reviewed - undecided),
    precision: wilson(truePositives, truePositives + falsePositives),
    recall: wilson(truePositives, truePositives + missed),
    f1: f1(truePositives, falsePositives, missed),
  };
}
