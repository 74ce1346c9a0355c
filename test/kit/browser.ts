import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Where a Chromium is: `CHROMIUM_PATH`, or the first of the usual names on the path.
 *
 * @throws Error that says what to install. Tests in a browser fail without one; they are not passed over.
 */
export function browserPath(env: NodeJS.ProcessEnv = process.env): string {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const wanted = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : [...places, ...PLACES];
  const found = wanted.find(runs);
  if (found !== undefined) return found;
  throw new Error(
    env.CHROMIUM_PATH
      ? `CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which is no program that can be run.`
      : 'These tests run in Chromium, and none was found: install it (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to where it is.',
  );
}

/** A browser without a window, with nothing kept from an earlier one. Close it with `await using` or `close()`. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    // As root, which is what a container has, Chromium refuses its own sandbox. It opens the tests' own pages alone.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-dev-shm-usage'],
  });
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
