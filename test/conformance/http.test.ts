import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER } from '#test/kit/app.ts';
import { auditOf } from './audits.ts';
import type { Door } from './door.ts';
import { CONFIGURATIONS, openServerDoor } from './servers.ts';

describe.each(CONFIGURATIONS)('the audits of graphql-http in the configuration of %s', (configuration) => {
  let door: Door;
  beforeAll(async () => {
    door = await openServerDoor(configuration);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const audits = serverAudits({ url: () => `${door.url}/graphql`, fetchFn: auditOf(OWNER) });

  it('are all there', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits)('$id $name', async (audit) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
  });
});
