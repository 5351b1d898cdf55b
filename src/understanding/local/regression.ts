import { softmax, type Linear } from './linear.ts';
import { createRandom, indexes, shuffle } from './random.ts';
import type { Examples } from './svm.ts';

export interface RegressionOptions {
  /** Higher fits the lines more closely. */
  cost: number;
  rounds: number;
  rate?: number;
  seed?: number;
}

const biasRate = 0.1;

/** Multinomial logistic regression by AdaGrad, one step size a feature; a row decays when it is next touched. */
export function trainRegression(examples: Examples, { cost, rounds, rate = 0.5, seed = 1 }: RegressionOptions): Linear {
  const { vectors, classOf, classes, features } = examples;
  const weights = new Float32Array(features * classes);
  const bias = new Float32Array(classes);
  const gradients = new Float32Array(features).fill(1e-6);
  const biasGradients = new Float32Array(classes).fill(1e-6);
  const touched = new Int32Array(features);
  const errors = new Float32Array(classes);
  const order = indexes(vectors.length);
  const random = createRandom(seed);
  const decay = 1 / (cost * vectors.length);
  let step = 0;

  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const example of order) {
      step++;
      const { ids, values } = vectors[example]!;
      errors.set(bias);
      for (let i = 0; i < ids.length; i++) {
        const value = values[i]!;
        const row = ids[i]! * classes;
        for (let k = 0; k < classes; k++) errors[k]! += value * weights[row + k]!;
      }
      softmax(errors);
      errors[classOf[example]!]! -= 1;
      const importance = examples.weights?.[example] ?? 1;
      let squares = 0;
      for (let k = 0; k < classes; k++) squares += (errors[k]! *= importance) * errors[k]!;
      for (let i = 0; i < ids.length; i++) {
        const value = values[i]!;
        const feature = ids[i]!;
        const row = feature * classes;
        gradients[feature]! += value * value * squares;
        const size = rate / Math.sqrt(gradients[feature]!);
        const keep = Math.max(0, 1 - size * decay * Math.min(step - touched[feature]!, vectors.length));
        touched[feature] = step;
        for (let k = 0; k < classes; k++) weights[row + k] = weights[row + k]! * keep - size * value * errors[k]!;
      }
      for (let k = 0; k < classes; k++) {
        biasGradients[k]! += errors[k]! * errors[k]!;
        bias[k]! -= (biasRate * rate * errors[k]!) / Math.sqrt(biasGradients[k]!);
      }
    }
  }
  return { classes, weights, bias };
}
