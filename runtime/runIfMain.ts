import { fileURLToPath } from 'node:url';
import { safeMessage } from './loggedError.ts';
import { SettingsError } from './settings.ts';

/** Runs `main` where the module at `url` is what Node was started with. An error is printed without secrets, and the exit code is 1. */
export function runIfMain(url: string, main: () => Promise<void>): void {
  if (process.argv[1] !== fileURLToPath(url)) return;
  main().catch((error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : error instanceof Error ? safeMessage(error) : error);
    process.exit(1);
  });
}
