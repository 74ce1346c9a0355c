/** A run of letters and digits this long is no word but something encoded. */
const LONGEST_WORD = 40;
const MOST_ILLEGIBLE = 0.2;
const ENOUGH = 20;

/**
 * Whether a good part of a text cannot be read here: letters of other scripts than Latin, or runs that look encoded. What such a
 * text gives away is then unknown, whatever its readable part says. Linear.
 */
export function isIllegible(text: string): boolean {
  let letters = 0;
  let illegible = 0;
  let run = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : 0;
    if (isLatin(unit)) {
      letters++;
      run++;
      continue;
    }
    if (run >= LONGEST_WORD) illegible += run;
    run = 0;
    if (isOtherScript(unit)) {
      letters++;
      illegible++;
    }
  }
  return illegible >= ENOUGH && illegible / letters > MOST_ILLEGIBLE;
}

/** Letters and digits; `+`, `/` and `=` because they stand inside encoded runs. */
function isLatin(unit: number): boolean {
  const ascii = (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);
  return ascii || unit === 43 || unit === 47 || unit === 61 || (unit >= 0xc0 && unit <= 0x24f);
}

/** Greek to the syllabaries and ideographs; not punctuation, symbols, arrows or emoji. */
function isOtherScript(unit: number): boolean {
  return (unit >= 0x370 && unit < 0x2000) || (unit >= 0x3040 && unit < 0xd800) || (unit >= 0xff21 && unit <= 0xffdc);
}
