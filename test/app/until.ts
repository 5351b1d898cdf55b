/** Asks again, with a short pause, until the answer is there. The test's own time limit ends it. */
export async function until<Answer>(ask: () => Promise<Answer | undefined | false>, pauseMs = 20): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
