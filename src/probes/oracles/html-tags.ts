export type Tag = {
  start: number;
  end: number;
  /** Lower case. */
  name: string;
  /** Everything between the name and the closing bracket. */
  attributes: string;
};

const TAG = /<([a-z][a-z0-9:-]{0,30})([^<>]{0,2000})>?/gi;
const ATTRIBUTE =
  /([a-z][a-z0-9:-]{0,30})\s{0,5}=\s{0,5}(?:"([^"]{0,2000})(?:"|$)|'([^']{0,2000})(?:'|$)|([^\s"'<>]{1,2000}))/gi;

/** The opening tags of a text, closed or not, as a lenient browser would see them; escaped ones (`&lt;`) are text. Linear. */
export function tagsOf(text: string): Tag[] {
  return Array.from(text.matchAll(TAG), ({ 0: whole, 1: name, 2: attributes, index }) => ({
    start: index,
    end: index + whole.length,
    name: name!.toLowerCase(),
    attributes: attributes!.replaceAll('\\"', '"'),
  }));
}

/** The attributes that have a value, names in lower case, with the few character references that hide a scheme undone. */
export function attributesOf(tag: Tag): { name: string; value: string }[] {
  return Array.from(tag.attributes.matchAll(ATTRIBUTE), ([, name, double, single, bare]) => ({
    name: name!.toLowerCase(),
    value: dereference(double ?? single ?? bare ?? ''),
  }));
}

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', colon: ':', quot: '"', apos: "'", lt: '<', gt: '>' };

function dereference(value: string): string {
  return value.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,5}));?/gi, (whole, decimal, hex, name) => {
    if (name) return REFERENCES[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
