import { DomainError } from './errors.ts';

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

/** PostgreSQL's `character_not_in_repertoire` and `untranslatable_character`. */
const UNSTORABLE = ['22021', '22P05'];

/**
 * Throws what a statement failed with; a text that PostgreSQL cannot keep, as one with a NUL, is the fault of whoever sent it.
 *
 * @throws DomainError `invalid_input` for such a text; else the error itself
 */
export function throwFailure(error: unknown): never {
  if (!UNSTORABLE.includes(String((error as { code?: string }).code))) throw error;
  throw new DomainError('invalid_input', 'A text holds a character that cannot be kept: NUL, or half of a pair.');
}
