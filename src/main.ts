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
  const known = error instanceof ConfigError || (error as Error).name === 'DirectoryLocked';
  process.stderr.write(`${known ? reasonOf(error) : ((error as Error).stack ?? reasonOf(error))}\n`);
  process.exit(known ? 2 : 1);
}
