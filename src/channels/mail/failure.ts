import { reasonOf, SendFailure, type SendFailureKind } from '../../core/errors.ts';

/** What the SMTP library adds to an error. */
interface SmtpError {
  code?: string;
  /** The server's reply, when there was one: 4xx for now, 5xx for good. */
  responseCode?: number;
  /** The command that was refused. */
  command?: string;
}

/** What a failed attempt was. `handedOver`: all of the mail had been given to the server when it failed. */
export function failureOf(error: unknown, handedOver: boolean): SendFailure {
  const { code, responseCode, command } = error as SmtpError;
  const kind = responseCode ? saidNo(responseCode, command) : noAnswer(code, handedOver);
  return new SendFailure(kind, reasonWithoutReply(error, responseCode), { cause: error });
}

/** A reply is a no, also after the mail. What is refused before there is a recipient is about us, and can be mended. */
function saidNo(responseCode: number, command = 'CONN'): SendFailureKind {
  if (responseCode < 500) return 'unavailable';
  return /^(RCPT TO|DATA)$/.test(command) ? 'refused' : 'unauthorized';
}

function noAnswer(code: string | undefined, handedOver: boolean): SendFailureKind {
  if (handedOver) return 'unanswered';
  if (code === 'EAUTH') return 'unauthorized';
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : 'unreachable';
}

/** A server's own words may hold addresses: the log gets its number only. */
const reasonWithoutReply = (error: unknown, responseCode: number | undefined): string =>
  responseCode ? `the mail server answered ${responseCode}` : reasonOf(error).split('\n')[0]!.slice(0, 200);
