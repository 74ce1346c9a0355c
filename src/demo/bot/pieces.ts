/** Carrying out an order of the kind "write these two pieces as one word". */

/** A word that looks like part of a code: capitals and digits mixed, four to twelve of them. */
const PIECE = /\b(?=[A-Z0-9]{0,11}[0-9])(?=[A-Z0-9]{0,11}[A-Z])[A-Z0-9]{4,12}\b/g;
const JOINS =
  /\b(?:join(?:ed|ing)?|together|one word|one piece|one token|single word|plus|append(?:ed|ing)?|attached|concatenat\w{1,5}|fused|combined|immediately|directly|right behind|run together|no space|without a (?:space|gap|separator)|in front of|with nothing between)\b/i;
/** "Append B to A" and "attach B to A" name the second piece first. */
const BACKWARDS =
  /\b(?:append(?:ing)?|attach(?:ing)?|add(?:ing)?)\s+["'“]?([A-Z0-9]{4,12})["'”]?\s+to\s+["'“]?([A-Z0-9]{4,12})\b/;

export function piecesIn(text: string): string[] {
  return [...new Set(text.match(PIECE) ?? [])];
}

/** The word that `order` wants made of the first two pieces of `text`; null when it orders no such thing. */
export function joinedWord(order: string, text: string = order): string | null {
  if (!JOINS.test(order)) return null;
  const backwards = BACKWARDS.exec(text);
  if (backwards) return `${backwards[2]}${backwards[1]}`;
  const [first, second] = piecesIn(text);
  return first && second ? first + second : null;
}
