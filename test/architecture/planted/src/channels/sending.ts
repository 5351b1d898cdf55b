// channels-adapters-only-from-the-registry
import { web } from './web/web.ts';
export const sending = web;
