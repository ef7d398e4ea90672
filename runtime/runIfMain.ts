import { fileURLToPath } from 'node:url';
import { safeMessage } from './loggedError.ts';
import { SettingsError } from './settings.ts';

/** Runs `main` if Node was started with the module at `url`. Prints an error without secrets and exits with 1. */
export function runIfMain(url: string, main: () => Promise<void>): void {
  if (process.argv[1] !== fileURLToPath(url)) return;
  main().catch((error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : error instanceof Error ? safeMessage(error) : error);
    process.exit(1);
  });
}
