import { afterAll, beforeAll, describe, it } from 'vitest';
import { SSE } from './checks/sse.ts';
import { OPENING } from './checks/transport-opening.ts';
import { OPERATIONS } from './checks/transport-operations.ts';
import type { Door } from './door.ts';
import { CONFIGURATIONS, openServerDoor } from './servers.ts';

describe.each(CONFIGURATIONS)('in the configuration of %s', (configuration) => {
  let door: Door;
  beforeAll(async () => {
    door = await openServerDoor(configuration);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  it.each([...OPENING, ...OPERATIONS])('$id $says', ({ run }) => run(door) as Promise<void>, 20_000);
  it.each(SSE)('$id $says', ({ run }) => run(door) as Promise<void>, 20_000);
});
