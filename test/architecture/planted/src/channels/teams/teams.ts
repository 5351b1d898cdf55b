// channels-adapters-apart
import { web } from '../web/web.ts';
export const teams = web;
