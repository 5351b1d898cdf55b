// bot-framework-in-few-files, no-unresolvable
import type { Activity } from 'botbuilder';
import { nobody } from './nobody.ts';
export const person: Activity = nobody;
