import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '#test/kit/sources.ts';

it('in containers, workers and the API share the folder of artifacts, the key that seals and the one that signs', async () => {
  const { services, volumes } = parse(await readFile(join(ROOT, 'compose.yaml'), 'utf8'), { merge: true });
  const [, folder] = /DATA_DIR=(\S+)/.exec(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))!;
  const [shared] = services.api.volumes;
  expect(shared).toMatch(new RegExp(`^\\w+:${folder}$`));
  expect(services.worker.volumes).toEqual([shared]);
  for (const name of ['SECRET_KEY', 'REPORT_SIGNING_KEY'])
    for (const service of [services.api, services.worker])
      expect(service.environment[name]).toMatch(new RegExp(`^\\$\\{${name}:\\?`));
  expect(volumes).toHaveProperty(shared.split(':')[0]);
});
