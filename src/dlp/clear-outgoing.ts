import { mapStrings } from '#src/probes/template.ts';
import type { ToolSpec } from '#src/providers/provider.ts';
import { type DlpEngine, type DlpNote, strongest } from './dlp-engine.ts';
import { plantedValues } from './planted.ts';

/** Everything of a conversation that does not come from the target itself. */
export type Outgoing = { system: string | null; turns: readonly string[]; tools: readonly ToolSpec[] };

export type Cleared = {
  /** The first rule that blocks: nothing may be sent then, no turn of it. */
  blockedBy: DlpNote | null;
  /** Each rule that found something, once. */
  notes: DlpNote[];
  /** What may be sent: redacted where a rule says so. */
  outgoing: Outgoing;
};

/**
 * Reads a whole conversation before its first word is sent. `variables` are those of the attempt: what was planted by them is nobody's
 * secret.
 */
export function clearOutgoing(
  engine: DlpEngine,
  outgoing: Outgoing,
  variables: Readonly<Record<string, string>> = {},
): Cleared {
  const planted = plantedValues(variables);
  const notes = new Map<string, DlpNote>();
  const clear = (text: string) => {
    const { matches, text: redacted } = engine.read(text, { planted });
    for (const { rule, name, action } of matches) notes.set(rule, { rule, name, action });
    return redacted;
  };
  const cleared = mapStrings(outgoing, clear);
  const all = [...notes.values()];
  const blocked = strongest(all) === 'block' ? all.find(({ action }) => action === 'block')! : null;
  return { blockedBy: blocked, notes: all, outgoing: cleared };
}

/** Why nothing was sent, for people. */
export function blockedWords({ rule, name }: DlpNote): string {
  return `The rule ${rule} (${name}) blocks what would have been sent, so nothing was.`;
}
