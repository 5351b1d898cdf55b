// Builds the pages into web/dist. `npm run prepare` runs it after every install.

/** Vite, or nothing where only what runs was installed (`--omit=dev`): then `web/dist` comes from elsewhere. */
async function findVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

const vite = await findVite();
if (vite) await vite.build({ root: import.meta.dirname, logLevel: 'warn' });
else console.error('The pages are not built, because Vite is not installed.');
