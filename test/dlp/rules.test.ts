import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_RULES } from '#src/dlp/built-in/built-in-rules.ts';
import { OWN_RULES_MAX } from '#src/dlp/rule-fields.ts';
import { startTestSystem, type TestSystem } from '#test/kit/app.ts';
import { ask, dataOf, type Json } from '#test/kit/ask.ts';
import { mutate } from '#test/kit/mutate.ts';
import { seed } from '#test/kit/seed.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const FIELDS = 'rule { id source category name description pattern words action enabled defaultAction updatedAt }';
const RULE = { name: 'Project names', pattern: '(?i)project (falcon|osprey)', action: 'BLOCK' };

/** A tenant of one test's own: its owner's token, and what it asks. */
async function tenant() {
  const { app } = system;
  const own = await seed(app).tenant();
  const { text: token } = await own.token();
  const run = (name: string, input: Record<string, unknown>, fields = FIELDS): Promise<Json> =>
    mutate(system, name, input, fields, token);
  const query = (text: string, variables = {}): Promise<Json> => dataOf(ask(system, token, text, variables));
  const audit = () =>
    app.system.query(
      `select action, detail from audit_events where tenant_id = $1 and action like 'dlp%' order by sequence`,
      [own.id],
    );
  return { own, token, run, query, audit };
}

const test = (text: string) =>
  ['testDlp', { text }, 'action sent matchCount matches { ruleId name action start end }'] as const;

describe('rules of a tenant’s own', () => {
  it('are made, changed and deleted, which is audited with before and after', async () => {
    const { run, query, audit } = await tenant();
    const { rule } = await run('createDlpRule', { ...RULE, words: ['Project', 'project'] });
    expect(rule).toMatchObject({
      ...{ source: 'TENANT', category: 'CUSTOM', words: ['project'], enabled: true, defaultAction: null, ...RULE },
    });
    expect(rule.id).toMatch(/^dlp_2026_/);
    const changed = await run('updateDlpRule', { ruleId: rule.id, action: 'WARN', enabled: false });
    expect(changed.rule).toMatchObject({ name: RULE.name, action: 'WARN', enabled: false });
    expect((await query('query($id: ID!) { dlpRule(id: $id) { name } }', { id: rule.id })).dlpRule.name).toBe(
      RULE.name,
    );
    expect(await run('deleteDlpRule', { ruleId: rule.id }, 'ruleId')).toMatchObject({ ruleId: rule.id });
    expect(await run('deleteDlpRule', { ruleId: rule.id }, 'ruleId')).toMatchObject({ code: 'not_found' });
    expect(await audit()).toMatchObject([
      { action: 'dlp_rule.created', detail: { after: { pattern: RULE.pattern, action: 'block' } } },
      {
        action: 'dlp_rule.updated',
        detail: { before: { action: 'block' }, after: { action: 'warn', enabled: false } },
      },
      { action: 'dlp_rule.deleted', detail: { before: { name: RULE.name, pattern: RULE.pattern } } },
    ]);
  });

  it('are made once for an idempotency key', async () => {
    const { run } = await tenant();
    const input = { ...RULE, idempotencyKey: 'once' };
    const [first, again] = [await run('createDlpRule', input), await run('createDlpRule', input)];
    expect(again.rule.id).toBe(first.rule.id);
  });

  it('hold for what is read from then on, and not when they are off', async () => {
    const { run } = await tenant();
    const { rule } = await run('createDlpRule', RULE);
    expect(await run(...test('on PROJECT Falcon'))).toMatchObject({
      ...{ action: 'BLOCK', sent: null, matchCount: 1 },
      matches: [{ ruleId: rule.id, name: RULE.name, action: 'BLOCK', start: 3, end: 17 }],
    });
    await run('updateDlpRule', { ruleId: rule.id, action: 'REDACT' });
    expect(await run(...test('on PROJECT Falcon'))).toMatchObject({ sent: `on [redacted ${rule.id}]` });
    await run('updateDlpRule', { ruleId: rule.id, enabled: false });
    expect(await run(...test('on PROJECT Falcon'))).toMatchObject({
      action: null,
      sent: 'on PROJECT Falcon',
      matches: [],
    });
  });

  it.each([
    ['a name that another has, whatever its case', { name: 'TAKEN' }, 'name_taken'],
    ['a name with a line break', { name: 'a\nb' }, 'invalid_input'],
    ['a name with an escape', { name: 'a\u001b[31mb' }, 'invalid_input'],
    ['a name that turns the direction of text', { name: 'a\u202eb' }, 'invalid_input'],
    ['a name of blanks', { name: '   ' }, 'invalid_input'],
    ['half a character', { name: 'a\ud83d' }, 'invalid_input'],
    ['a pattern with NUL', { pattern: 'a\u0000' }, 'invalid_input'],
    ['a pattern that is no RE2', { pattern: '(?!a)b' }, 'invalid_pattern'],
    ['a pattern that matches everywhere', { pattern: 'a?' }, 'invalid_pattern'],
    ['a word of one letter', { words: ['a'] }, 'invalid_input'],
  ])('are refused for %s, made or changed', async (_why, wrong, code) => {
    const { run } = await tenant();
    await run('createDlpRule', { ...RULE, name: 'Taken' });
    const { rule } = await run('createDlpRule', { ...RULE, name: 'Other' });
    expect(await run('createDlpRule', { ...RULE, ...wrong })).toMatchObject({ code });
    expect(await run('updateDlpRule', { ruleId: rule.id, ...wrong })).toMatchObject({ code });
  });

  it(`are ${OWN_RULES_MAX} at most, also when several are made at once`, async () => {
    const { own, run } = await tenant();
    await system.app.system.query(
      `insert into dlp_rules (tenant_id, id, name, pattern, words, action)
       select $1, gen_random_uuid(), 'Rule ' || i, 'falcon', '{}', 'warn' from generate_series(3, $2) i`,
      [own.id, OWN_RULES_MAX],
    );
    const made = await Promise.all([1, 2, 3, 4].map((i) => run('createDlpRule', { ...RULE, name: `Last ${i}` })));
    expect(made.filter(({ rule }) => rule)).toHaveLength(2);
    expect(made.filter(({ code }) => code === 'too_many_dlp_rules')).toHaveLength(2);
  });

  it('cost no more than is allowed together, those that are off aside', async () => {
    const { run } = await tenant();
    const large = (i: number) => ({ ...RULE, name: `Large ${i}`, pattern: '[a-z]{280}' });
    const made: Json[] = [];
    for (let i = 0; i < 4; i += 1) made.push(await run('createDlpRule', large(i)));
    expect(made.map(({ code }) => code ?? 'made')).toEqual([...Array(3).fill('made'), 'too_many_dlp_rules']);
    const off = await run('createDlpRule', { ...large(9), enabled: false });
    expect(await run('updateDlpRule', { ruleId: off.rule.id, enabled: true })).toMatchObject({
      code: 'too_many_dlp_rules',
    });
    await run('updateDlpRule', { ruleId: made[0].rule.id, enabled: false });
    expect((await run('updateDlpRule', { ruleId: off.rule.id, enabled: true })).rule.enabled).toBe(true);
  });
});

describe('rules that come with Tribunal', () => {
  it('do what the tenant decides, and by default again when that is deleted; both are audited', async () => {
    const { run, audit } = await tenant();
    const text = 'card 4111 1111 1111 1111';
    expect(await run(...test(text))).toMatchObject({ action: 'REDACT', sent: 'card [redacted payment-card]' });
    const { rule } = await run('updateDlpRule', { ruleId: 'payment-card', action: 'BLOCK' });
    expect(rule).toMatchObject({ id: 'payment-card', source: 'BUILT_IN', action: 'BLOCK', defaultAction: 'REDACT' });
    expect(await run(...test(text))).toMatchObject({ action: 'BLOCK', sent: null });
    await run('updateDlpRule', { ruleId: 'payment-card', enabled: false });
    expect(await run(...test(text))).toMatchObject({ action: null, sent: text });
    await run('deleteDlpRule', { ruleId: 'payment-card' }, 'ruleId');
    await run('deleteDlpRule', { ruleId: 'payment-card' }, 'ruleId');
    expect(await run(...test(text))).toMatchObject({ action: 'REDACT' });
    expect(await audit()).toMatchObject([
      { action: 'dlp_rule.updated', detail: { rule: 'payment-card', before: { action: 'redact', enabled: true } } },
      {
        action: 'dlp_rule.updated',
        detail: { before: { action: 'block' }, after: { action: 'block', enabled: false } },
      },
      { action: 'dlp_rule.reset', detail: { rule: 'payment-card', before: { action: 'block', enabled: false } } },
    ]);
  });

  it('keep their name, pattern and words', async () => {
    const { run } = await tenant();
    for (const change of [{ name: 'x' }, { pattern: 'x' }, { words: ['xx'] }, { description: 'x' }]) {
      const refused = await run('updateDlpRule', { ruleId: 'iban', ...change });
      expect(refused).toMatchObject({ code: 'invalid_input', path: Object.keys(change) });
    }
  });

  it('of another name are not there', async () => {
    const { run } = await tenant();
    expect(await run('updateDlpRule', { ruleId: 'no-such-rule', enabled: false })).toMatchObject({ code: 'not_found' });
  });
});

describe('the list', () => {
  const ALL =
    'query($filter: DlpRuleFilter, $after: String) { dlpRules(filter: $filter, first: 30, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }';

  it('holds every rule once, over its pages, and what a filter leaves', async () => {
    const { run, query } = await tenant();
    const { rule } = await run('createDlpRule', RULE);
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { dlpRules }: Json = await query(ALL, { after });
      ids.push(...dlpRules.nodes.map(({ id }: Json) => id));
      expect(dlpRules.totalCount).toBe(BUILT_IN_RULES.length + 1);
      after = dlpRules.pageInfo.hasNextPage ? dlpRules.pageInfo.endCursor : null;
    } while (after);
    expect([...ids].sort()).toEqual([...BUILT_IN_RULES.map(({ id }) => id), rule.id].sort());
    await run('updateDlpRule', { ruleId: 'iban', enabled: false });
    const only = async (filter: object) => (await query(ALL, { filter })).dlpRules.nodes.map(({ id }: Json) => id);
    expect(await only({ source: { eq: 'TENANT' } })).toEqual([rule.id]);
    expect(await only({ enabled: false })).toEqual(['iban']);
    expect(await only({ category: { eq: 'INTERNAL' }, action: { eq: 'WARN' }, name: { contains: 'ipv' } })).toEqual([
      'private-ipv4',
      'private-ipv6',
    ]);
  });
});

describe('who may', () => {
  it('read with targets:read, write with settings:write', async () => {
    const { own } = await tenant();
    const reader = (await own.token({ scopes: ['targets:read'] })).text;
    const writer = (await own.token({ scopes: ['settings:write'] })).text;
    const neither = (await own.token({ scopes: ['scans:read'] })).text;
    const readAs = async (token: string) => (await ask(system, token, '{ dlpRules { totalCount } }')).body;
    expect((await readAs(reader)).data.dlpRules.totalCount).toBe(BUILT_IN_RULES.length);
    expect((await readAs(neither)).errors[0].extensions.code).toBe('MISSING_SCOPE');
    expect(await mutate(system, ...test('x'), neither)).toMatchObject({ code: 'missing_scope' });
    for (const [name, input, fields] of [
      ['createDlpRule', RULE, FIELDS],
      ['updateDlpRule', { ruleId: 'iban', enabled: false }, FIELDS],
      ['deleteDlpRule', { ruleId: 'iban' }, 'ruleId'],
    ] as const) {
      expect(await mutate(system, name, input, fields, reader)).toMatchObject({ code: 'missing_scope' });
      expect(await mutate(system, name, input, fields, writer)).toMatchObject({
        __typename: expect.stringMatching(/Payload$/),
      });
    }
  });
});

describe('a text that is tested', () => {
  it('is as long as is allowed, and no longer', async () => {
    const { run } = await tenant();
    expect(await run(...test('a'.repeat(100_000)))).toMatchObject({ action: null });
    expect(await run(...test('a'.repeat(100_001)))).toMatchObject({ code: 'invalid_input', path: ['text'] });
  });

  it('with very many matches tells the first of them, and how many there are', async () => {
    const { run } = await tenant();
    const answer = await run(...test('a@b.example.org '.repeat(500)));
    expect([answer.matchCount, answer.matches.length, answer.action]).toEqual([500, 200, 'WARN']);
  });

  it('is written nowhere: not in the log, not in the audit', async () => {
    const { run } = await tenant();
    const card = '5555 5555 5555 4444';
    await run(...test(`my card ${card}`));
    expect(system.log.join('\n')).not.toContain(card);
    const rows = await system.app.system.query(`select 1 from audit_events where detail::text like '%' || $1 || '%'`, [
      card,
    ]);
    expect(rows).toEqual([]);
  });
});
