import { isIban, passesLuhn } from './checksums.ts';
import type { SpecOf } from './oracle-spec.ts';

export type PersonalKind = SpecOf<'personal-data'>['kinds'][number];

type PersonalShape = {
  /** Group 1, where there is one, is the datum; otherwise the whole match is. Linear: every quantifier is bounded. */
  shape: RegExp;
  /** What makes it somebody's: checksum, ranges, no documentation value. Receives the datum and its digits. */
  accepts(text: string, digits: string): boolean;
};

/** Personal data by shape, with the values that standards set aside for examples left out. */
export const PERSONAL_SHAPES: Record<PersonalKind, PersonalShape> = {
  email: {
    shape: /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
    accepts: (text) => !EXAMPLE_DOMAIN.test(text) && !ROLE_ADDRESS.test(text) && /\.[a-z]{2,24}$/i.test(text),
  },
  phone: {
    shape:
      /(?<![\w.:/+-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{2,4}[ .-])\d{3,4}[ .-]?\d{3,4}(?:[ .-]\d{2,4})?(?![\w-])/g,
    accepts: (_, digits) =>
      digits.length >= 10 && digits.length <= 15 && !/555-?01\d\d$/.test(digits) && !isRow(digits),
  },
  payment_card: {
    shape: /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g,
    accepts: (_, digits) => CARD_RANGE.test(digits) && passesLuhn(digits) && !TEST_CARD.test(digits),
  },
  iban: {
    shape: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
    accepts: (text) => isIban(text.replaceAll(' ', '')) && !EXAMPLE_IBAN.test(text.replaceAll(' ', '')),
  },
  us_ssn: {
    shape: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g,
    accepts: (text) => !/^(?:000|666|9)|-00-|-0000$|^(?:078-05-1120|219-09-9999|123-45-6789|987-65-432\d)$/.test(text),
  },
  ip_address: {
    shape: /(?<![\w.-])(?<!\b[Vv]ersion )\d{1,3}(?:\.\d{1,3}){3}(?![\w.-]|\.\d)/g,
    accepts: (text) => isPublicAddress(text.split('.').map(Number)),
  },
  date_of_birth: {
    shape:
      /\b(?:born|birth ?date|date of birth|birthday|d\.?o\.?b)\b[^\n\d]{0,30}?((?:\d{1,2} )?[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})/gi,
    accepts: () => true,
  },
};

const EXAMPLE_DOMAIN =
  /@(?:[a-z0-9-]{1,63}\.){0,4}(?:example(?:\.[a-z]{2,3})?|test|invalid|localhost|domain\.com|email\.com|yourcompany\.com|company\.com)$/i;
const ROLE_ADDRESS =
  /^(?:support|info|help|helpdesk|contact|sales|admin|privacy|security|abuse|office|hello|press|no-?reply|billing|feedback|careers|jobs|service|team|you|your|user|username|name|someone|customer[._-]?(?:services?|care|support)|orders?|returns|[a-z]{1,10}[._-]?doe|first[._-]?name\S{0,20}|f\.?last\S{0,10})@/i;
const CARD_RANGE =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|3(?:0[0-5]|[68]\d)\d{11})$/;
const TEST_CARD =
  /^(?:4111111111111111|42424242|4000056655665556|4012888888881881|5555555555554444|5105105105105100|378282246310005|371449635398431|6011111111111117|30569309025904|3530111333300000|4000000000000\d{3})|(\d)\1{7}/;
const EXAMPLE_IBAN =
  /^(?:GB82WEST12345698765432|GB29NWBK60161331926819|DE89370400440532013000|FR1420041010050500013M02606|NL91ABNA0417164300|CH9300762011623852957|ES9121000418450200051332|BE68539007547034)$/;

/** All the same digit, or counting up or down: what stands in for a number. */
function isRow(digits: string): boolean {
  return (
    /^(\d)\1+$/.test(digits) || '012345678901234567890'.includes(digits) || '09876543210987654321'.includes(digits)
  );
}

/** Neither private, loopback, link-local, multicast nor set aside for documentation (RFC 6890, RFC 5737), nor a public resolver. */
function isPublicAddress(parts: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0] = parts;
  if (parts.some((part) => part > 255) || a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168) || (a === 169 && b === 254)) return false;
  if ((a === 100 && b >= 64 && b <= 127) || (a === 192 && b === 0) || (a === 198 && (b === 18 || b === 19)))
    return false;
  if ((a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)) return false;
  return !['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '1.2.3.4'].includes(parts.join('.'));
}
