import type { Evidence, Excerpt } from './oracle.ts';
import type { OracleKind } from './oracle-spec.ts';

/** No more excerpts than a person would read. */
const MAX_EXCERPTS = 10;

export function fired(kind: OracleKind, summary: string, excerpts: readonly Excerpt[]): Evidence {
  return { kind, state: 'fired', summary, excerpts: excerpts.slice(0, MAX_EXCERPTS) };
}

export function silent(kind: OracleKind, summary: string): Evidence {
  return { kind, state: 'silent', summary, excerpts: [] };
}

export function unable(kind: OracleKind, summary: string): Evidence {
  return { kind, state: 'unable', summary, excerpts: [] };
}

/** `fired` when there is something to show, else `silent`: the end of most oracles. */
export function firedIf(kind: OracleKind, excerpts: readonly Excerpt[], seen: string, unseen: string): Evidence {
  return excerpts.length > 0 ? fired(kind, seen, excerpts) : silent(kind, unseen);
}

/** The first and last characters of a real credential or of somebody's data: enough to find it again, too little to use it. */
export function masked(excerpt: Excerpt): Excerpt {
  const { text } = excerpt;
  const shown = text.length > 12 ? 4 : 2;
  return { ...excerpt, text: `${text.slice(0, shown)}…${text.slice(-2)} (${text.length} characters)` };
}
