// dialogs-import-core-and-what-a-turn-gives-topics
import { person } from '../../src/people/person.ts';
export const dialog = person;
