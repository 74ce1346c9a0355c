import { afterAll, beforeAll, describe, it } from 'vitest';
import { DOCUMENT_ATTACKS } from './checks/attacks-documents.ts';
import { HTTP_ATTACKS } from './checks/attacks-http.ts';
import { SOCKET_ATTACKS } from './checks/attacks-sockets.ts';
import type { Door } from './door.ts';
import { CONFIGURATIONS, openServerDoor } from './servers.ts';

describe.each(CONFIGURATIONS)('in the configuration of %s', (configuration) => {
  let door: Door;
  beforeAll(async () => {
    door = await openServerDoor(configuration);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const attacks = [...DOCUMENT_ATTACKS, ...HTTP_ATTACKS, ...SOCKET_ATTACKS];
  it.each(attacks)('$id $says', ({ run }) => run(door) as Promise<void>, 20_000);
});
