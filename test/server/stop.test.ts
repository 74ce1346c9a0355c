import { expect, it } from 'vitest';
import { startApiProcess } from '#test/kit/api-process.ts';
import { openTestSystem } from '#test/kit/app.ts';
import { sharedRedis } from '#test/kit/ask-service.ts';
import { until } from '#test/kit/until.ts';

it.each(['SIGTERM', 'SIGINT'] as const)('%s, told twice as npm tells it, ends it in order', async (signal) => {
  await using system = await openTestSystem();
  await using api = await startApiProcess(system.databaseUrl, await sharedRedis());
  process.kill(api.pid, signal);
  await until('it is stopping', () => api.log.some((line) => line.includes('"stopping"')));
  expect(await api.stop(signal)).toBe(0);
});
