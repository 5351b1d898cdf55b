// dialogs-import-core-and-the-turn-s-classes
import { person } from '../../src/people/person.ts';
export const dialog = person;
