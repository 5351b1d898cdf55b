import { after } from './random.ts';

export interface Question {
  method?: string;
  token: string;
  body?: unknown;
}

/** What clients met; `errors` is what they could not help by trying again. */
export interface Met {
  retries: number;
  errors: string[];
}

export interface Client {
  /** Asks again, with the same request, until it is answered otherwise than by "later". Throws after `longestMs`. */
  ask(path: string, question: Question): Promise<unknown>;
  met: Met;
}

const longestMs = 150_000;
/** Shorter than a platform's own, so that what a stopped process holds is soon asked of another. */
const answerWithinMs = 4_000;

/** A client that keeps to its protocol: no answer, a 5xx and a 429 are asked again, anything else but a 200 is an error. */
export function createClient(url: string): Client {
  const met: Met = { retries: 0, errors: [] };

  async function once(path: string, { method = 'GET', token, body }: Question): Promise<Response | undefined> {
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const text = await response.text();
      if (response.status >= 500 || response.status === 429) return undefined;
      return new Response(text, { status: response.status });
    } catch {
      return undefined;
    }
  }

  return {
    met,
    async ask(path, question) {
      const end = performance.now() + longestMs;
      for (let pauseMs = 20; performance.now() < end; pauseMs = Math.min(2 * pauseMs, 500)) {
        const response = await once(path, question);
        if (response) {
          const text = await response.text();
          if (response.ok) return text === '' ? undefined : (JSON.parse(text) as unknown);
          met.errors.push(`${question.method ?? 'GET'} ${path.split('/').at(-1)}: ${response.status} ${text}`);
          throw new Error(met.errors.at(-1));
        }
        met.retries += 1;
        await after(pauseMs);
      }
      met.errors.push(`${path} was not answered`);
      throw new Error(met.errors.at(-1));
    },
  };
}
