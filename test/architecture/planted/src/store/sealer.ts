// store-adapters-only-from-the-registry
import { file } from './sqlite/file.ts';
export const sealer = file;
