import { resolve } from 'node:path';
import { TribunalError } from '#sdk/index.ts';
import { isDomainError } from '#src/platform/errors.ts';
import { chosenProbes } from '#src/probes/probe-library.ts';
import type { DemoIo, DemoOutput, DemoSystem } from './demo-io.ts';
import { demoJson } from './demo-json.ts';
import { DEMO_USAGE, type DemoOptions, readDemoOptions } from './demo-options.ts';
import { allValid, type DemoReports, makeReports } from './demo-reports.ts';
import { completed, type DemoResult } from './demo-result.ts';
import { openDemoSystem, openTarget, scanOnce } from './demo-run.ts';
import { demoText } from './demo-text.ts';
import { type Comparison, compareWithTable } from './expected.ts';
import { keepText } from './keep-text.ts';
import { stopped, stopSignal } from './stop-signal.ts';
import { type Paint, paintFor } from './view/colours.ts';
import { columnsOf, liveView, type View } from './view/live-view.ts';
import { counted } from './view/numbers.ts';
import { plainView, silentView } from './view/plain-view.ts';
import { plainLine } from './view/width.ts';

const INTERRUPTED = 130;

type Screen = { stdout: DemoOutput; stderr: DemoOutput; paint: Paint };

/**
 * The demo: a whole system in a temporary folder, a scan of the bot or of an endpoint of the user's, and what came of it.
 *
 * Answers the exit status: 0 when the scan completed and its reports are valid, 1 when not, 2 for wrong options, 130 when the user ended it. Whatever
 * happens, the system is stopped and its folder removed before the promise settles.
 */
export async function runDemo(argv: readonly string[], io: DemoIo): Promise<number> {
  const stdout = io.stdout ?? process.stdout;
  const screen: Screen = { stdout, stderr: io.stderr ?? process.stderr, paint: paintFor(stdout) };
  const options = readDemoOptions(argv);
  if ('help' in options) return say(stdout, DEMO_USAGE, 0);
  const problem = 'problem' in options ? options.problem : unknownProbes(options.probeIds);
  if ('problem' in options || problem !== null) return say(screen.stderr, `${problem}\n`, 2);
  using stop = stopSignal(io.signals ?? process);
  try {
    return await demonstrate(options, io, screen, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return say(screen.stderr, 'Stopped.\n', INTERRUPTED);
    if (error instanceof TribunalError) return say(screen.stderr, `${error.message} (${error.code})\n`, 1);
    throw error;
  }
}

async function demonstrate(options: DemoOptions, io: DemoIo, screen: Screen, signal: AbortSignal): Promise<number> {
  const { stdout, paint } = screen;
  if (!options.json) stdout.write(`${paint('dim', 'Starting PostgreSQL, the API and the workers …')}\n`);
  await using system = await openDemoSystem(io);
  signal.throwIfAborted();
  if (!options.json) stdout.write(`${announcement(options, system.url)}\n\n`);
  await using target = await openTarget(options);
  const view = viewFor(options, screen);
  let result: DemoResult;
  try {
    result = await scanOnce(system, { input: target.input, probeIds: options.probeIds }, view, signal);
  } finally {
    view.close();
  }
  const comparison = options.target ? null : compareWithTable(result.findings, options.probeIds);
  const reports = completed(result) ? await reportsOf(system, result, options, signal) : null;
  const shown = { result, comparison, reports };
  stdout.write(options.json ? `${JSON.stringify(demoJson(result, comparison, reports))}\n` : text(shown, screen));
  if (options.keep) {
    const kept = keepText(system, result.scanId, options.json ? (_, plain) => plain : paint);
    (options.json ? screen.stderr : stdout).write(kept);
    await stopped(signal);
  }
  return reports && allValid(reports) ? 0 : 1;
}

function announcement(options: DemoOptions, url: string): string {
  const probes = counted(chosenProbes(options.probeIds).length, 'probe');
  const target = options.target ? options.target.url : 'Lark, the demo bot,';
  return `Ready at ${url}. Scanning ${plainLine(target)} with ${probes}.`;
}

function reportsOf(system: DemoSystem, { scanId }: DemoResult, { reports }: DemoOptions, signal: AbortSignal) {
  return makeReports(system, scanId, resolve(reports), signal);
}

type Shown = { result: DemoResult; comparison: Comparison | null; reports: DemoReports | null };

function text({ result, comparison, reports }: Shown, { stdout, paint }: Screen): string {
  const lines = demoText(result, comparison, reports, stdout.isTTY ? columnsOf(stdout) : 120, paint);
  return `\n${lines.join('\n')}\n`;
}

function viewFor(options: DemoOptions, { stdout, paint }: Screen): View {
  if (options.json) return silentView;
  return stdout.isTTY ? liveView(stdout, paint) : plainView((line) => stdout.write(`${line}\n`));
}

/** Asked before anything is started, so that a slip costs no time. */
function unknownProbes(ids: readonly string[]): string | null {
  try {
    chosenProbes(ids);
    return null;
  } catch (error) {
    if (isDomainError(error)) return `${error.message} npm run probes lists them.`;
    throw error;
  }
}

function say(output: DemoOutput, message: string, status: number): number {
  output.write(message);
  return status;
}
