/** The products of the dihedral group of ten elements. */
const product = (a: number, b: number): number => {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
  return b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
};
const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff's check: India's Aadhaar number has it. */
export function verhoeff(text: string): boolean {
  const digits = [...text.replaceAll(/\D/g, '')].map(Number).reverse();
  return digits.reduce((sum, digit, i) => product(sum, permuted(digit, i % 8)), 0) === 0;
}

function permuted(digit: number, times: number): number {
  return times === 0 ? digit : permuted(PERMUTED[digit]!, times - 1);
}
