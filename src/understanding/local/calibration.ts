import { softmax } from './linear.ts';

/** A probability from a few signals: 1 / (1 + e^-(bias + weights · signals)). */
export interface Logistic {
  weights: number[];
  bias: number;
}

export const probabilityOf = ({ weights, bias }: Logistic, signals: readonly number[]): number =>
  1 / (1 + Math.exp(-weights.reduce((sum, weight, i) => sum + weight * signals[i]!, bias)));

export interface Outcome {
  signals: readonly number[];
  isTrue: boolean;
  weight: number;
}

const rounds = 600;
const decay = 1e-3;

/** Fits a logistic by gradient descent on signals brought to one scale; the weights given back are for raw signals. */
export function fitLogistic(outcomes: readonly Outcome[]): Logistic {
  const size = outcomes[0]?.signals.length ?? 0;
  const total = outcomes.reduce((sum, { weight }) => sum + weight, 0);
  const average = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + outcome.weight * of(outcome), 0) / total;
  const means = Array.from({ length: size }, (_, i) => average(({ signals }) => signals[i]!));
  const spreads = means.map((mean, i) => Math.sqrt(average(({ signals }) => (signals[i]! - mean) ** 2)) || 1);
  const scaled = outcomes.map(({ signals }) => signals.map((signal, i) => (signal - means[i]!) / spreads[i]!));

  const fitted: Logistic = { weights: means.map(() => 0), bias: 0 };
  for (let round = 0; round < rounds; round++) {
    const slopes = fitted.weights.map((weight) => decay * weight);
    let biasSlope = 0;
    outcomes.forEach(({ isTrue, weight }, n) => {
      const error = ((probabilityOf(fitted, scaled[n]!) - Number(isTrue)) * weight) / total;
      biasSlope += error;
      for (let i = 0; i < size; i++) slopes[i]! += error * scaled[n]![i]!;
    });
    fitted.weights = fitted.weights.map((weight, i) => weight - slopes[i]!);
    fitted.bias -= biasSlope;
  }
  const weights = fitted.weights.map((weight, i) => weight / spreads[i]!);
  return { weights, bias: fitted.bias - weights.reduce((sum, weight, i) => sum + weight * means[i]!, 0) };
}

/** How much scores are multiplied before they are made probabilities: the one under which what was right is likeliest. */
export function fitSharpness(samples: readonly { scores: Float32Array; own: number }[]): number {
  const surprise = (sharpness: number): number =>
    samples.reduce((sum, { scores, own }) => sum - Math.log(sharpened(scores, sharpness)[own]! + 1e-12), 0);
  let best = { sharpness: fallbackSharpness, surprise: Infinity };
  for (const sharpness of sharpnesses) {
    const found = surprise(sharpness);
    if (found < best.surprise) best = { sharpness, surprise: found };
  }
  return best.sharpness;
}

export const fallbackSharpness = 4;
const sharpnesses = Array.from({ length: 24 }, (_, step) => 0.5 * 1.15 ** step);

/** Probabilities from scores. */
export const sharpened = (scores: Float32Array, sharpness: number): Float32Array =>
  softmax(scores.map((score) => score * sharpness));
