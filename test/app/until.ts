/** Longer than anything takes here, shorter than a test's own limit: what is left waiting keeps no process alive. */
const longestMs = 25_000;

/** Asks again, with a short pause, until the answer is there. Throws when it does not come. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined | false>,
  { pauseMs = 20, limitMs = longestMs } = {},
): Promise<Answer> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error(`it did not come within ${limitMs / 1000} s: ${ask.toString().slice(0, 200)}`);
}
