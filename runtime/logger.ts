import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/** The one logger of a process: JSON lines, or readable lines for a person. Secrets never go in. */
export function createLogger(opts: { name: string; level: string; format: 'pretty' | 'json' }): Logger {
  const base = { name: opts.name, level: opts.level };
  if (opts.format === 'json') return pino(base);
  return pino(
    base,
    pretty({ sync: true, colorize: false, ignore: 'pid,hostname,name', translateTime: 'SYS:HH:MM:ss.l' }),
  );
}
