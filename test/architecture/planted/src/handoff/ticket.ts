// only-joiners-import-joiners
import { app } from '../app.ts';
export const ticket = app;
