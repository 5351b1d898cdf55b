import type { SparseVector } from './features.ts';

/** One weight for each feature and class, and one bias a class. Rows are features: `weights[feature * classes + class]`. */
export interface Linear {
  classes: number;
  weights: Float32Array;
  bias: Float32Array;
}

/** The same in a byte a weight: a row is its bytes times its scale. */
export interface CompactLinear {
  classes: number;
  weights: Int8Array;
  scales: Float32Array;
  bias: Float32Array;
}

const maxByte = 127;

/** Adds `share` of one set of weights to another, and keeps a byte of each. */
export function compact(a: Linear, b: Linear, share: number): CompactLinear {
  const { classes } = a;
  const rows = a.weights.length / classes;
  const scales = new Float32Array(rows);
  const weights = new Int8Array(a.weights.length);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * classes; i < (row + 1) * classes; i++) {
      a.weights[i]! += share * b.weights[i]!;
      largest = Math.max(largest, Math.abs(a.weights[i]!));
    }
    scales[row] = largest / maxByte;
    if (largest === 0) continue;
    for (let i = row * classes; i < (row + 1) * classes; i++) {
      weights[i] = Math.round((a.weights[i]! / largest) * maxByte);
    }
  }
  return { classes, weights, scales, bias: a.bias.map((value, k) => value + share * b.bias[k]!) };
}

/** The score of every class. */
export function scoresOf(
  { classes, weights, scales, bias }: CompactLinear,
  { ids, values }: SparseVector,
): Float32Array {
  const scores = bias.slice();
  for (let i = 0; i < ids.length; i++) {
    const value = values[i]! * scales[ids[i]!]!;
    const row = ids[i]! * classes;
    for (let k = 0; k < classes; k++) scores[k]! += value * weights[row + k]!;
  }
  return scores;
}

/** Turns scores into probabilities in place. */
export function softmax(scores: Float32Array): Float32Array {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - top);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
  return scores;
}
