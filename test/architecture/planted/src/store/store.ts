// ports-import-only-core
import { file } from './sqlite/file.ts';
export const store = file;
