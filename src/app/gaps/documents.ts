import { collection } from '../../store/store.ts';

/** One message that was not understood. It says nothing of who wrote it or where. */
export interface Gap {
  municipality: string;
  language: string;
  /** Numbers and addresses masked; changed by who labelled it, so that nobody is known from it. */
  text: string;
  /** ms. */
  at: number;
  /** What was meant: an intent; `none` where it is nothing that the assistant should know. */
  meant?: string;
  by?: string;
}

/** The id is a hash of the message's id, so that an erasure finds it; nothing leads the other way. */
export const gaps = collection<Gap, { municipality: string; group: string; at: number; open?: number }>({
  name: 'gaps',
  indexes: [['municipality', 'at'], ['group'], ['open'], ['at']],
  personal: ['group'],
});
