/**
 * A text as PostgreSQL can keep it. It takes no NUL and no half of a surrogate pair, and what targets answer may hold both: NUL becomes
 * the symbol for it, a lone surrogate the replacement character.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '␀').toWellFormed();
}

/** A value as JSON that a `jsonb` column takes. Cleaned before it is escaped: afterwards a NUL cannot be told from the word for it. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, member) => {
    if (typeof member === 'string') return storableText(member);
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([key, inner]) => [storableText(key), inner]));
  });
}
