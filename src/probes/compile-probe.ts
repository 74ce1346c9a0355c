import { contentHash } from './content-hash.ts';
import { problemsOf } from './gates.ts';
import type { Probe } from './probe.ts';
import { probeFile } from './probe-file.ts';

/** A probe that may be used, or everything that is wrong with it, in words. */
export function compileProbe(raw: unknown): { probe: Probe } | { problems: string[] } {
  const parsed = probeFile.safeParse(raw);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`),
    };
  }
  const problems = problemsOf(parsed.data);
  if (problems.length > 0) return { problems };
  return { probe: freeze({ ...parsed.data, hash: contentHash(parsed.data) }) };
}

/** Frozen to its leaves: one probe is shared by every attempt of every scan. */
function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
