import pino, { type Logger, type LoggerOptions } from 'pino';
import { prettyFactory } from 'pino-pretty';
import { knownSecrets, masked } from './knownSecrets.ts';
import { safeMessage, withLoggedErrors, withoutParameters } from './loggedError.ts';

export type { Logger };

/** Logs errors without the parameters of the failed statement, however the error is passed. */
const SAFE_ERRORS: LoggerOptions = {
  formatters: { log: (fields) => withLoggedErrors(fields) as Record<string, unknown> },
  serializers: { err: (error: unknown) => error },
  hooks: {
    logMethod(args, method) {
      const [first, ...rest] = args as [unknown, ...unknown[]];
      const safe = rest.map((one) => (typeof one === 'string' ? withoutParameters(one) : withLoggedErrors(one)));
      if (first instanceof Error) return method.apply(this, [{ err: first }, safeMessage(first), ...safe] as never);
      const begin = typeof first === 'string' ? withoutParameters(first) : first;
      return method.apply(this, [begin, ...safe] as never);
    },
  },
};

/**
 * The one logger of a process: JSON lines, or readable lines for people. It logs no statement parameters, and masks every secret from this
 * process's settings.
 */
export function createLogger(opts: {
  name: string;
  level: string;
  format: 'pretty' | 'json';
  /** Default: standard output. */
  out?: { write(line: string): unknown };
}): Logger {
  const secrets = knownSecrets(process.env);
  const out = opts.out ?? pino.destination({ dest: 1, sync: true });
  const prettify = prettyFactory({ colorize: false, ignore: 'pid,hostname,name', translateTime: 'SYS:HH:MM:ss.l' });
  return pino(
    { name: opts.name, level: opts.level, ...SAFE_ERRORS },
    {
      write(line) {
        const safe = masked(line, secrets);
        out.write(opts.format === 'json' ? safe : (prettify(safe) ?? safe));
      },
    },
  );
}
