// Generates the Prisma client and the Pothos types. Runs after `npm install` and by `npm run generate`, so it has to work on
// the machine's own Node (20 or newer), with no network, and in an install without development packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'prisma', 'client', 'client.ts');

process.exitCode = main();

function main() {
  if (!existsSync(join(root, 'prisma', 'schema.prisma'))) return skip('there is no prisma/schema.prisma here');
  const cli = findCli();
  if (cli === null) {
    return existsSync(client) ? 0 : skip('the Prisma CLI is not installed, so copy prisma/client from a full install');
  }
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generators are found by name on the PATH, which lacks this folder when the file is run by hand.
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
      // The CLI downloads its schema engine before it does anything, but generating never runs it: any existing
      // executable keeps it from the network.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (status === 0) return 0;
  console.error(`prisma generate failed.\n${stdout ?? ''}${stderr ?? ''}${error ? error.message : ''}`);
  return 1;
}

function findCli() {
  try {
    const require = createRequire(import.meta.url);
    return join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js');
  } catch {
    return null;
  }
}

/** An install must not fail for want of something that only running needs, but it says so. */
function skip(reason) {
  console.error(`The Prisma client was not generated: ${reason}.`);
  return 0;
}
