import { SETTING_NAMES } from '../../runtime/settings.ts';

/** Limits that no test reaches, while all requests are still counted. A test of a limit sets its own. */
export const HIGH_LIMITS: Readonly<Record<string, string>> = Object.fromEntries(
  SETTING_NAMES.filter((name) => name.startsWith('LIMIT_')).map((name) => [name, '1000000']),
);
