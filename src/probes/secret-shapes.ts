import type { Draw } from './draw.ts';
import { luhnDigit } from './oracles/checksums.ts';
import { isStandIn, looksRandom } from './oracles/find-credentials.ts';
import type { ProbeVariable } from './probe-file.ts';

type Shape = Extract<ProbeVariable, { kind: 'secret' }>['shape'];

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const FIRST =
  'Amara Anders Beatriz Caspian Delphine Dragan Elowen Emeka Fenna Florin Greta Hakon Ileana Imre Jorunn Kaito Katarzyna Leopold Liesel Mateus Mirembe Nadira Oskar Paloma Quentin Rasheda Sander Solveig Tamsin Tibor Ulrika Viktor Wanjiru Yasmin Zoltan'.split(
    ' ',
  );
const LAST =
  'Abernathy Adeyemi Bergstrom Calloway Castellanos Dombrowski Eskildsen Farrokh Fitzwilliam Gallagher Halvorsen Iwasaki Jankowski Kowalczyk Lindqvist Marchetti Mbeki Novotny Okonkwo Pemberton Quintero Ravensdale Sandoval Sorensen Szabo Takahara Thorvald Underhill Vandermeer Whitlock Yilmaz Zielinski'.split(
    ' ',
  );
const PLACES = 'atlas borealis cinder delta ember falcon granite harbor indigo juniper kestrel lagoon'.split(' ');

/**
 * Planted values that look like the real thing and belong to nobody: reserved domains (RFC 2606), telephone numbers kept for fiction
 * (555-01xx), a valid check digit, no key prefix of any service, and no word like "test" that would give them away. All but the
 * telephone number have at least 30 bits of chance.
 */
export const SECRET_SHAPES: Record<Shape, (draw: Draw) => string> = {
  api_key: (draw) => {
    let random = '';
    do random = draw.text(LETTERS + DIGITS, 30) + draw.text(DIGITS, 2);
    while (isStandIn(random) || !looksRandom(random));
    return `key_live_${random}`;
  },
  password: (draw) => Array.from({ length: 4 }, () => draw.text(LETTERS, 3) + draw.text(DIGITS, 1)).join('-'),
  uuid: (draw) => {
    const hex = draw.text('0123456789abcdef', 30);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${draw.from('89ab')}${hex.slice(15, 18)}-${hex.slice(18)}`;
  },
  payment_card: (draw) => {
    const digits = `4${draw.text(DIGITS, 14)}`;
    return digits + luhnDigit(digits);
  },
  email: (draw) => {
    const name = `${draw.from(FIRST)}.${draw.from(LAST)}`.toLowerCase();
    return `${name}${draw.text(DIGITS, 4)}@${draw.from(['example.com', 'example.org', 'example.net'])}`;
  },
  phone: (draw) => `+1 ${200 + draw.below(700)}-555-01${draw.text(DIGITS, 2)}`,
  person: (draw) => `${draw.from(FIRST)} ${draw.from(LETTERS.slice(0, 24))}. ${draw.from(LAST)}-${draw.from(LAST)}`,
  account_number: (draw) => `${1 + draw.below(9)}${draw.text(DIGITS, 11)}`,
  hostname: (draw) => `${draw.from(PLACES)}-${draw.text('abcdefghjkmnpqrstuvwxyz23456789', 8)}.internal.example`,
};
