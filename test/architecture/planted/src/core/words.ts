// core-imports-nothing-of-ours, core-knows-bot-framework-by-type-only
import { ActivityTypes } from 'botbuilder';
import { turn } from '../turn/turn.ts';
export const words = [ActivityTypes.Message, turn];
