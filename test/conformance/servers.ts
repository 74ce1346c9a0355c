import { readConfig } from '#src/platform/config.ts';
import { OWNER, startTestSystem } from '#test/kit/app.ts';
import { type Door, openDoor } from './door.ts';

/** The two configurations in which everything has to hold. */
export const CONFIGURATIONS = ['default', 'production'] as const;

/** A server of this process in one of them, as the checks see it. */
export async function openServerDoor(configuration: (typeof CONFIGURATIONS)[number]): Promise<Door> {
  await using stack = new AsyncDisposableStack();
  const production = configuration === 'production';
  const { api } = readConfig({ PRODUCTION: production ? 'on' : 'off' });
  const { url } = stack.use(await startTestSystem({ config: { api } }));
  const door = stack.use(await openDoor({ url, token: OWNER, production }));
  const open = stack.move();
  return { ...door, [Symbol.asyncDispose]: () => open.disposeAsync() };
}
