/** Times, as a bench prints them, in the unit in which they were given. */
export interface Spread {
  n: number;
  p50: number;
  p99: number;
  max: number;
}

/** The middle, the slow hundredth and the slowest. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
    return rounded(sorted[place] ?? 0);
  };
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Three digits that count. */
export const rounded = (value: number): number => Number(value.toPrecision(3));
