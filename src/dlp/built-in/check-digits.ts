// Whether a number is one by the digits that guard it. Each takes the text as it was found, with what stands between its digits.

const digitsOf = (text: string): number[] => [...text.replaceAll(/\D/g, '')].map(Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * (digits[i] ?? 0), 0);
const allAlike = (digits: readonly number[]): boolean => digits.every((digit) => digit === digits[0]);

/** ISO/IEC 7812-1 annex B. */
export function luhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const sum = digits.reduce((total, digit, i) => {
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length > 1 && !allAlike(digits) && sum % 10 === 0;
}

/** United Kingdom, NHS number: modulus 11. */
export function nhs(text: string): boolean {
  const digits = digitsOf(text);
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return !allAlike(digits) && (check === 11 ? 0 : check) === digits[9];
}

/** Germany, tax identification number: ISO 7064, mod 11,10. One digit occurs two or three times. */
export function germanTaxId(text: string): boolean {
  const digits = digitsOf(text);
  let product = 10;
  for (const digit of digits.slice(0, 10)) product = (((digit + product) % 10 || 10) * 2) % 11;
  const repeated = new Set(digits.slice(0, 10)).size;
  return digits[0] !== 0 && (repeated === 8 || repeated === 9) && (11 - product) % 10 === digits[10];
}

/** France, social security number: 97 less the remainder by 97; Corsica's departments count as 19 and 18. */
export function frenchNir(text: string): boolean {
  const plain = text.replaceAll(/\s/g, '').toUpperCase();
  const number = BigInt(plain.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return 97n - (number % 97n) === BigInt(plain.slice(13));
}

/** Spain, DNI and NIE: the letter is the remainder by 23. */
export function spanishId(text: string): boolean {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase();
  const number = Number(plain.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === plain.at(-1);
}

/** At the odd places of an Italian tax code, by digit or letter. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italy, tax code: the last letter. */
export function italianTaxCode(text: string): boolean {
  const values = [...text.toUpperCase()].map((one) => (/\d/.test(one) ? Number(one) : one.charCodeAt(0) - 65));
  const sum = values.slice(0, 15).reduce((total, value, i) => total + (i % 2 === 0 ? ODD[value]! : value), 0);
  return sum % 26 === values[15];
}

/** Netherlands, BSN: the test of eleven. */
export function dutchBsn(text: string): boolean {
  const digits = digitsOf(text);
  return !allAlike(digits) && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

/** Poland, PESEL. */
export function pesel(text: string): boolean {
  const digits = digitsOf(text);
  return !allAlike(digits) && (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10];
}

/** Brazil, CPF: two digits by modulus 11. */
export function cpf(text: string): boolean {
  const digits = digitsOf(text);
  const check = (length: number) => {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0);
    return ((sum * 10) % 11) % 10;
  };
  return !allAlike(digits) && check(9) === digits[9] && check(10) === digits[10];
}

/** Switzerland, AHV number: as EAN-13. */
export function ahv(text: string): boolean {
  const digits = digitsOf(text);
  return (10 - (weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === digits[12];
}

/** Belgium, national number: 97 less the remainder by 97; who was born from 2000 on has a 2 before it. */
export function belgianNumber(text: string): boolean {
  const plain = text.replaceAll(/\D/g, '');
  const check = Number(plain.slice(9));
  return [plain.slice(0, 9), `2${plain.slice(0, 9)}`].some((number) => 97 - (Number(number) % 97) === check);
}

/** Sweden, personal identity number: Luhn over its last ten digits. */
export function swedishNumber(text: string): boolean {
  return luhn(text.replaceAll(/\D/g, '').slice(-10));
}

/** United States, social security number: no area 000, 666 or from 900 on, no group 00, no serial 0000. */
export function socialSecurity(text: string): boolean {
  const [area, group, serial] = text.split(/[- ]/);
  return area !== '000' && area !== '666' && Number(area) < 900 && group !== '00' && serial !== '0000';
}
