// stages-do-not-import-the-house, and no-cycles with schedule.ts
import { config } from '../config.ts';
import { schedule } from './schedule.ts';
export const reminder = () => [config, schedule];
