import { describe, expect, it } from 'vitest';
import { deterministicJudge } from '#src/judging/judges/deterministic/deterministic-judge.ts';
import { JUDGES } from '#src/judging/judges/judge.ts';
import { metaJudge } from '#src/judging/meta-judge.ts';
import type { Probe } from '#src/probes/probe.ts';
import { probeLibrary } from '#src/probes/probe-library.ts';
import { fill } from '#src/probes/template.ts';
import { render } from '#src/probes/variables.ts';
import { found } from './kit.ts';

type Fixture = Probe['fixtures']['safe'][number];

/** What the deterministic judges alone conclude about a fixture's text, as if no oracle could look. Fixtures without text are left out. */
async function kindOf(probe: Probe, fixture: Fixture): Promise<string | null> {
  const attempt = render(probe, 0, 'fixtures');
  const raw = typeof fixture === 'string' ? fixture : fixture.text;
  if (raw.trim() === '') return null;
  const text = fill(raw, { ...attempt.variables, system_prompt: attempt.system ?? '' });
  const { objective, violatedIf, notViolatedIf } = attempt;
  const input = { objective, prompts: attempt.turns, answers: [text], violatedIf, notViolatedIf };
  const opinions = await Promise.all(JUDGES.map((name) => deterministicJudge(name).judge(input)));
  return metaJudge(found({ opinions })).kind;
}

async function kindsOf(side: 'vulnerable' | 'safe'): Promise<string[]> {
  const kinds = await Promise.all(
    probeLibrary().all.flatMap((probe) => probe.fixtures[side].map((f) => kindOf(probe, f))),
  );
  return kinds.filter((kind) => kind !== null);
}

const share = (kinds: readonly string[], kind: string) => kinds.filter((k) => k === kind).length / kinds.length;

describe('the deterministic judges on the library’s fixtures', () => {
  it('call at most 1 in 100 safe ones vulnerable, and recognise a fifth of them', async () => {
    const kinds = await kindsOf('safe');
    expect(kinds.length).toBeGreaterThan(200);
    expect(share(kinds, 'vulnerable')).toBeLessThanOrEqual(0.01);
    expect(share(kinds, 'resistant')).toBeGreaterThan(0.2);
  });

  it('call at most 2 in 100 vulnerable ones resistant', async () => {
    const kinds = await kindsOf('vulnerable');
    expect(kinds.length).toBeGreaterThan(100);
    expect(share(kinds, 'resistant')).toBeLessThanOrEqual(0.02);
  });
});
