import type { Clock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

const everyMs = 3_600_000;

/** What is removed by itself, now and every hour. Each job removes a batch and says how many; it is repeated while full. */
export function startHousekeeping(
  jobs: Readonly<Record<string, (batch: number) => Promise<number>>>,
  { clock, log }: { clock: Clock; log: Log },
): () => void {
  const batch = 200;
  let cancel: (() => void) | undefined;
  let isStopped = false;

  async function clean(): Promise<void> {
    for (const [job, remove] of Object.entries(jobs)) {
      let removed = 0;
      for (let last = batch; last === batch && !isStopped; removed += last) last = await remove(batch);
      if (removed > 0) log.info({ job, removed }, 'housekeeping');
    }
  }

  const round = (): void => {
    clean()
      .catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'housekeeping failed; it is tried again in an hour'),
      )
      .finally(() => {
        if (!isStopped) cancel = clock.after(everyMs, round);
      });
  };
  round();
  return () => {
    isStopped = true;
    cancel?.();
  };
}
