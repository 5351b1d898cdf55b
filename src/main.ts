import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { reasonOf } from './core/errors.ts';

try {
  const app = await startApp(readConfig());
  const stop = (): void => {
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  // What the one who starts it can mend is said in a sentence; anything else is a fault of ours, with its stack.
  const known = error instanceof ConfigError || ['DirectoryLocked', 'OtherKeys'].includes((error as Error).name);
  process.stderr.write(`${known ? reasonOf(error) : ((error as Error).stack ?? reasonOf(error))}\n`);
  process.exit(known ? 2 : 1);
}
