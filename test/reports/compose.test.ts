import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '#test/kit/sources.ts';

it('in containers, workers and the API share the folder of artifacts and of the key that signs', async () => {
  const { services, volumes } = parse(await readFile(join(ROOT, 'compose.yaml'), 'utf8'), { merge: true });
  const [, folder] = /DATA_DIR=(\S+)/.exec(await readFile(join(ROOT, 'Dockerfile'), 'utf8'))!;
  const [shared] = services.api.volumes;
  expect(shared).toMatch(new RegExp(`^\\w+:${folder}$`));
  expect(services.worker.volumes).toEqual([shared]);
  expect(volumes).toHaveProperty(shared.split(':')[0]);
});
