/** How long the account number of each country is, by the SWIFT registry of IBAN formats. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...ofLength(15, 'NO'),
  ...ofLength(16, 'BE BI'),
  ...ofLength(18, 'DK FI FK FO GL NL'),
  ...ofLength(19, 'MK SI'),
  ...ofLength(20, 'AT BA EE KZ LT LU MN XK'),
  ...ofLength(21, 'CH HR LI LV'),
  ...ofLength(22, 'BG BH CR DE GB GE IE ME RS VA'),
  ...ofLength(23, 'AE GI IL IQ OM SO TL'),
  ...ofLength(24, 'AD CZ ES MD PK RO SA SE SK TN VG'),
  ...ofLength(25, 'LY PT ST'),
  ...ofLength(26, 'IS TR'),
  ...ofLength(27, 'BY DJ FR GR IT MC MR SM'),
  ...ofLength(28, 'AL AZ CY DO GT HN HU LB NI PL SV'),
  ...ofLength(29, 'BR EG PS QA UA'),
  ...ofLength(30, 'JO KW MU YE'),
  ...ofLength(31, 'MT SC'),
  ...ofLength(32, 'LC'),
  ...ofLength(33, 'RU'),
};

function ofLength(length: number, countries: string): Record<string, number> {
  return Object.fromEntries(countries.split(' ').map((country) => [country, length]));
}

/** As many characters as the country's number has, spaces aside: words in capitals behind a number are none of it. */
export function cutIban(found: string): string {
  const wanted = LENGTHS[found.slice(0, 2).toUpperCase()] ?? 0;
  let seen = 0;
  for (let i = 0; i < found.length; i += 1) {
    if (found[i] !== ' ') seen += 1;
    if (seen === wanted) return found.slice(0, i + 1);
  }
  return '';
}

/** ISO 13616: the remainder by 97 is 1, letters counting from 10. */
export function iban(text: string): boolean {
  const plain = text.replaceAll(' ', '');
  return plain !== '' && remainder97(plain.slice(4) + plain.slice(0, 4)) === 1;
}

function remainder97(text: string): number {
  let rest = 0;
  for (const character of text)
    for (const digit of Number.parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}
