import type { SparseVector } from './features.ts';
import type { Linear } from './linear.ts';
import { createRandom, indexes, shuffle } from './random.ts';

export interface Examples {
  vectors: readonly SparseVector[];
  /** The class of each vector. */
  classOf: Int32Array;
  classes: number;
  features: number;
  /** What an example counts for; 1 when absent. */
  weights?: Float32Array;
}

export interface SvmOptions {
  /** What an error costs: higher fits the lines more closely. */
  cost: number;
  tolerance?: number;
  maxRounds?: number;
  seed?: number;
}

/**
 * One-vs-rest support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008),
 * all classes of an example at once.
 */
export function trainSvm(examples: Examples, { cost, tolerance = 0.1, maxRounds = 10, seed = 1 }: SvmOptions): Linear {
  const { vectors, classOf, classes, features } = examples;
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const alphas = new Float32Array(vectors.length * classes);
  const scores = new Float64Array(classes);
  const changed = new Int32Array(classes);
  const steps = new Float64Array(classes);
  const order = indexes(vectors.length);
  const random = createRandom(seed);
  const squares = Float32Array.from(vectors, ({ values }) => values.reduce((sum, value) => sum + value * value, 1));

  for (let round = 0; round < maxRounds; round++) {
    let worst = 0;
    shuffle(order, random);
    for (const example of order) {
      const { ids, values } = vectors[example]!;
      scores.set(bias);
      for (let i = 0; i < ids.length; i++) {
        const value = values[i]!;
        const row = ids[i]! * classes;
        for (let k = 0; k < classes; k++) scores[k]! += value * weights[row + k]!;
      }
      const slack = 1 / (2 * cost * (examples.weights?.[example] ?? 1));
      const own = classOf[example]!;
      const first = example * classes;
      let changes = 0;
      for (let k = 0; k < classes; k++) {
        const sign = k === own ? 1 : -1;
        const alpha = alphas[first + k]!;
        const gradient = sign * scores[k]! - 1 + alpha * slack;
        const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
        worst = Math.max(worst, Math.abs(projected));
        if (Math.abs(projected) < 1e-3) continue;
        const next = Math.max(alpha - gradient / (squares[example]! + slack), 0);
        if (next === alpha) continue;
        alphas[first + k] = next;
        changed[changes] = k;
        steps[changes++] = (next - alpha) * sign;
      }
      if (changes === 0) continue;
      for (let i = 0; i < ids.length; i++) {
        const row = ids[i]! * classes;
        const value = values[i]!;
        for (let c = 0; c < changes; c++) weights[row + changed[c]!]! += value * steps[c]!;
      }
      for (let c = 0; c < changes; c++) bias[changed[c]!]! += steps[c]!;
    }
    if (worst < tolerance) break;
  }
  return { classes, weights, bias };
}
