import { pino } from 'pino';

/** What the stages log with. Never message text, names or numbers of people: ids, counts, codes and durations. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
  debug(fields: Record<string, unknown>, message: string): void;
}

/** JSON lines on stderr, so that stdout stays for what a command prints. */
export const createLog = (level: string): Log => pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));

export const silentLog: Log = { info() {}, warn() {}, error() {}, debug() {} };
