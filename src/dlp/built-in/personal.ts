import { type BuiltInRule, rules } from '#src/dlp/dlp-rule.ts';
import * as check from './check-digits.ts';
import { cutIban, iban } from './iban.ts';
import { verhoeff } from './verhoeff.ts';

/** Numbers that name a person or an account, told from other numbers by their check digits. */
const NUMBERS = rules('personal', 'redact', [
  [
    'payment-card',
    'Payment card number',
    /(?<![\d.-])(?:[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}|3[47]\d{2}([ -]?)\d{6}\2\d{5})(?![\d-])/g,
    [],
    check.luhn,
  ],
  ['iban', 'IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,29}/gi, [], iban, cutIban],
  ['us-ssn', 'US social security number', /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g, ['-'], check.socialSecurity],
  [
    'uk-nino',
    'UK national insurance number',
    /\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g,
    [],
  ],
  ['uk-nhs-number', 'UK NHS number', /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g, ['nhs'], check.nhs],
  [
    'de-tax-id',
    'German tax id',
    /(?<!\d)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\d)/g,
    ['steuer', 'tax id', 'tax-id', 'idnr', 'identifikationsnummer'],
    check.germanTaxId,
  ],
  [
    'fr-nir',
    'French social security number',
    /(?<!\d)[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    [],
    check.frenchNir,
  ],
  ['es-dni', 'Spanish DNI or NIE', /\b(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]\b/g, [], check.spanishId],
  ['it-tax-code', 'Italian tax code', /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi, [], check.italianTaxCode],
  ['nl-bsn', 'Dutch citizen service number', /(?<!\d)\d{9}(?!\d)/g, ['bsn', 'burgerservice'], check.dutchBsn],
  ['pl-pesel', 'Polish PESEL', /(?<!\d)\d{11}(?!\d)/g, ['pesel'], check.pesel],
  [
    'se-personal-number',
    'Swedish personal identity number',
    /(?<!\d)(?:19|20)?\d{2}[01]\d[0-3]\d[-+]\d{4}(?!\d)/g,
    ['-', '+'],
    check.swedishNumber,
  ],
  ['br-cpf', 'Brazilian CPF', /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/g, ['.'], check.cpf],
  [
    'in-aadhaar',
    'Indian Aadhaar number',
    /(?<![\d-])[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?![\d-])/g,
    ['aadhaar', 'aadhar', 'uidai'],
    verhoeff,
  ],
  ['ch-ahv', 'Swiss AHV number', /(?<!\d)756\.\d{4}\.\d{4}\.\d{2}(?!\d)/g, ['756.'], check.ahv],
  [
    'be-national-number',
    'Belgian national number',
    /(?<!\d)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)/g,
    ['.'],
    check.belgianNumber,
  ],
]);

/** Forms without a check: they are often meant to be there. */
const FORMS = rules('personal', 'warn', [
  [
    'email-address',
    'E-mail address',
    /(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}\b/g,
    ['@'],
  ],
  [
    'phone-number',
    'International phone number',
    /(?<![\w+])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){2,4}(?!\d)/g,
    ['+'],
  ],
]);

export const PERSONAL_RULES: readonly BuiltInRule[] = [...NUMBERS, ...FORMS];
