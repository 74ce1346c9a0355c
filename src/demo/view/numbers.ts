/** Numbers as a person reads them in the terminal. */

/** `7.4 s`, and `1:07 min` from a minute on. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** Confidence as two digits, `0.97`; a dash where there is none. */
export function confidence(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}
