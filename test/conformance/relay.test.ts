import { afterAll, beforeAll, describe, it } from 'vitest';
import { RELAY_PAGES } from './checks/relay-pages.ts';
import { RELAY_SCHEMA } from './checks/relay-schema.ts';
import type { Door } from './door.ts';
import { CONFIGURATIONS, openServerDoor } from './servers.ts';

describe.each(CONFIGURATIONS)('in the configuration of %s', (configuration) => {
  let door: Door;
  beforeAll(async () => {
    door = await openServerDoor(configuration);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it.each([...RELAY_SCHEMA, ...RELAY_PAGES])('$id $says', ({ run }) => run(door) as Promise<void>);
});
