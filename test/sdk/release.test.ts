import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextRelease, release } from '#sdk/release.ts';
import { ROOT } from '#test/kit/sources.ts';

const BASE = 'type Query { scan(id: ID!): Scan } "A run." type Scan { id: ID! name: String }';

describe('the version', () => {
  it.each([
    ['nothing', BASE, '1.4.2', '0.4.2'],
    ['other words', BASE.replace('A run.', 'One run.'), '1.4.3', '0.4.3'],
    ['a field more', BASE.replace('name: String', 'name: String spend: Int'), '1.5.0', '0.4.3'],
    ['a field less', BASE.replace('name: String', ''), '2.0.0', '0.5.0'],
    ['an argument that is needed', BASE.replace('id: ID!)', 'id: ID!, at: Int!)'), '2.0.0', '0.5.0'],
    ['a field that may be null now', BASE.replace('id: ID! name', 'id: ID name'), '2.0.0', '0.5.0'],
  ])('after %s', async (_name, after, stable, early) => {
    expect((await nextRelease('1.4.2', BASE, after)).version).toBe(stable);
    expect((await nextRelease('0.4.2', BASE, after)).version).toBe(early);
  });

  it('is set in the package, and the schema kept for the next time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tribunal-release-'));
    try {
      await cp(join(ROOT, 'client-sdk/package.json'), join(folder, 'package.json'));
      const schema = join(folder, 'schema.graphql');
      await cp(join(ROOT, 'schema/schema.graphql'), schema);
      const version = async () => JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version as string;
      const first = await version();
      expect(await release(folder, schema)).toMatchObject({ version: first, changes: [] });
      expect(await release(folder, schema)).toMatchObject({ version: first, changes: [] });
      const text = await readFile(schema, 'utf8');
      await writeFile(schema, `${text}\nextend type Query { moon: Int }\n`);
      const next = await release(folder, schema);
      expect(next).toMatchObject({ step: 'patch', changes: ["Field 'moon' was added to object type 'Query'"] });
      expect(await version()).toBe(next.version);
      await writeFile(schema, text);
      expect(await release(folder, schema)).toMatchObject({ step: 'minor' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
