// no-tests-in-what-runs
import { standIn } from '../../../test/stand-in.ts';
export const web = standIn;
