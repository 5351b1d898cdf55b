/** The recognizers there are: one folder and one line each. */
export { createLocalRecognizer, trainLocalRecognizer } from './local/recognizer.ts';
