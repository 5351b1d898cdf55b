import { ask, type Answer } from '../shared/http.ts';

export interface PinState {
  /** `choose`: this person has no PIN yet. */
  mode: 'enter' | 'choose';
  language: string;
}

export interface PinEntry {
  token: string;
  pin: string;
  chosen: boolean;
}

export const readPinState = (token: string): Promise<Answer<PinState>> => ask('/api/pin/state', { json: { token } });

export const sendPin = ({ chosen, ...entry }: PinEntry): Promise<Answer<{ ok: true }>> =>
  ask('/api/pin', { json: chosen ? { ...entry, chosen } : entry });
