import pino from 'pino';
import { prettyLine } from './log-pretty.ts';
import { REDACTED_PATHS, scrub, serializeError } from './log-redact.ts';

/**
 * Structured lines on stderr. They carry ids, counts and durations: `requestId`, `tenantId`, `scanId`, `attemptId`, `jobId`, `err`.
 * Never prompts, answers or credentials; redaction is the second wall, not the first.
 */
export type Log = pino.Logger;

export type LogOptions = {
  level: pino.LevelWithSilent;
  /** For people, one coloured line each. Default: when stderr is a terminal. */
  pretty?: boolean;
  /** Default: stderr. */
  write?: (line: string) => void;
};

/** Opens the log of a process. Lines are written before the call returns, so that the last one before a crash is there. */
export function openLog(options: LogOptions): Log {
  const pretty = options.pretty ?? process.stderr.isTTY === true;
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
    serializers: { err: serializeError, error: serializeError },
    hooks: { streamWrite: scrub },
  };
  if (pretty) return pino(settings, { write: (line: string) => write(prettyLine(line)) });
  return pino(settings, options.write ? { write } : pino.destination({ fd: 2, sync: true }));
}
