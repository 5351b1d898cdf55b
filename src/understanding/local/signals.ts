import { sharpened } from './calibration.ts';
import type { Classification } from './classifier.ts';

/** What tells whether a text is about anything that was trained. */
export function signalsOf(
  { scores, knownLetters, knownWords }: Classification,
  noneAt: number,
  sharpness: number,
): number[] {
  const inScope = noneAt < 0 ? scores : scores.filter((_, k) => k !== noneAt);
  let first = -Infinity;
  let second = -Infinity;
  for (const score of inScope) {
    if (score > first) [first, second] = [score, first];
    else if (score > second) second = score;
  }
  const margin = Number.isFinite(second) ? first - second : first;
  const noneLead = noneAt < 0 ? 0 : scores[noneAt]! - first;
  return [first, margin, entropyOf(sharpened(inScope, sharpness)), noneLead, knownLetters, knownWords];
}

/** How evenly the chances are spread, in nats; 0 when one takes all. */
function entropyOf(chances: Float32Array): number {
  let entropy = 0;
  for (const chance of chances) if (chance > 0) entropy -= chance * Math.log(chance);
  return entropy;
}
