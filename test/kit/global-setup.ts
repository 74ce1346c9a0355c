import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's services are asked for. */
    services: string;
  }
}

/** Before the first test file: opens the door to the run's services. After the last one: ends those that were asked for. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = fork(join(import.meta.dirname, 'services.ts'));
  const [url] = (await once(services, 'message')) as [string];
  project.provide('services', url);
  return async () => {
    const ended = once(services, 'exit');
    services.disconnect();
    await ended;
  };
}
