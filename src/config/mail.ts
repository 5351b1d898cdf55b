import type { Reading } from './read-values.ts';

/** The mail server, and who mail is from. */
export interface MailConfig {
  url: string;
  from: string;
}

/** Absent = off. Pushes what is half configured to `problems`, and what the start says to `notices`. */
export function readMail({ values, problems, broken }: Reading, notices: string[]): MailConfig | undefined {
  const { SMTP_URL: url, MAIL_FROM: from } = values;
  if (url && from) return { url, from };
  if (url && !broken.has('MAIL_FROM')) problems.push('MAIL_FROM is missing: SMTP_URL is set.');
  if (from && !broken.has('SMTP_URL')) problems.push('SMTP_URL is missing: MAIL_FROM is set.');
  notices.push('Mail is off, so no crisis contact hears of danger: SMTP_URL is not set.');
  return undefined;
}
