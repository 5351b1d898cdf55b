// no-cycles
import { reminder } from './reminder.ts';
export const schedule = () => reminder;
