/** The recognizers there are: one folder and one line each. */
export { createLocalRecognizer } from './local/recognizer.ts';
