const NAME_MAX = 31;

/**
 * A name that a sheet may have, unlike those in `taken` whatever their case: at most 31 characters, none of `\ / ? * [ ] :`, no apostrophe at an
 * end, not the reserved word History.
 */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const clean =
    wanted
      .toWellFormed()
      .replaceAll(/[\p{C}\\/?*[\]:]+/gu, ' ')
      .replaceAll(/^['\s]+|['\s]+$/g, '')
      .slice(0, NAME_MAX)
      .toWellFormed()
      .replaceAll(/['\s]+$/g, '') || 'Sheet';
  const base = clean.toLowerCase() === 'history' ? 'History of tests' : clean;
  for (let n = 1; ; n += 1) {
    const end = n === 1 ? '' : ` (${n})`;
    const name = `${base.slice(0, NAME_MAX - end.length)}${end}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
