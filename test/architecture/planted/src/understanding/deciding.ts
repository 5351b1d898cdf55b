// understanding-adapters-only-from-the-registry
import { model } from './local/model.ts';
export const deciding = model;
