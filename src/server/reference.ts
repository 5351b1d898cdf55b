import { randomBytes } from 'node:crypto';

/** What a caller can quote so that the line in the log is found. */
export const newReference = (): string => randomBytes(6).toString('hex');
