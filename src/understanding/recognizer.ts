/** PORT: what somebody wants, from what they wrote. */
import type { Language } from '../core/locale.ts';

export interface Recognizer {
  readonly name: 'local' | 'luis' | 'clu';
  recognize(utterance: string, hints?: Hints): Promise<Recognition>;
}

export interface Hints {
  /** The person's saved language: a prior, never a command. */
  language?: Language;
  /** Languages that may be answered; others are recognized as `unknownLanguage`. Default: all that are trained. */
  languages?: readonly Language[];
}

export interface Recognition {
  language: Language;
  /** 0-1: how sure the language is. */
  languageScore: number;
  /** Best first, calibrated: a score is the chance that the intent is right. `none` is one of them. */
  intents: ScoredIntent[];
  entities: Entity[];
}

export interface ScoredIntent {
  /** A name from the intent catalogue, or `none`. */
  name: string;
  score: number;
}

export interface Entity {
  type: string;
  text: string;
  /** Offset and length in UTF-16 code units of the utterance. */
  offset: number;
  length: number;
  value?: string;
}
