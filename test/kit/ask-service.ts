import { inject } from 'vitest';
import { type RedisService, startRedis } from './redis.ts';
import type { Services } from './services.ts';

/** A service of the run, started when this is the first to ask. @throws Error with the sentence that says why it cannot be had */
export async function askService<Name extends keyof Services>(name: Name): Promise<Services[Name]> {
  const response = await fetch(`${inject('services')}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Services[Name];
}

/** The URL of the run's Redis: `REDIS_URL`, else one that is started for the run. Shared, so do not flush it. */
export async function sharedRedis(): Promise<string> {
  return (await askService('redis')).url;
}

/** A Redis that a test may kill and freeze. */
export async function privateRedis(): Promise<RedisService> {
  return startRedis(await askService('redis-program'));
}
