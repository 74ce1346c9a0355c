#!/usr/bin/env node
// The command line: `node tribunal.mjs start`. Plain JavaScript that an old Node can read, because there src/main.ts would fail
// with a message about file extensions before it could say anything itself.
const LEAST = 24;

if (Number.parseInt(process.versions.node, 10) < LEAST) {
  console.error(
    `Tribunal needs Node ${LEAST} or newer, and this is Node ${process.versions.node} (${process.execPath}).\n` +
      'Start it with npm (npm start, npm run demo), which uses the Node that npm ci installed, or install Node 24.',
  );
  process.exit(1);
}

await import('./src/main.ts');
