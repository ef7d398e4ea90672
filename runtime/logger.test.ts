import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger, type Logger } from './logger.ts';

const PARAMETER = 'hunter2@example.com';

function postgresError(): Error {
  const error = new Error(`invalid input syntax for type uuid: "${PARAMETER}"`);
  return Object.assign(error, {
    name: 'PostgresError',
    severity: 'ERROR',
    code: '22P02',
    detail: `Key (email)=(${PARAMETER}) already exists.`,
    where: `unnamed portal with parameters: $1 = '${PARAMETER}'`,
    query: `select '${PARAMETER}'`,
    parameters: [PARAMETER],
    args: [PARAMETER],
  });
}

const drizzleError = () => new DrizzleQueryError('select $1', [PARAMETER, 'x\ny'], postgresError());

/** What is written when `log` runs. */
function written(format: 'pretty' | 'json', log: (logger: Logger) => void): string {
  const lines: string[] = [];
  log(createLogger({ name: 'test', level: 'info', format, out: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

const WAYS: Readonly<Record<string, (logger: Logger, error: Error) => void>> = {
  'as err': (logger, error) => logger.error({ err: error }, 'failed'),
  'under another name': (logger, error) => logger.error({ problem: error }, 'failed'),
  'deep inside': (logger, error) => logger.error({ a: { b: [{ c: error }] } }, 'failed'),
  'as a cause': (logger, error) => logger.error({ err: new Error('outer', { cause: error }) }, 'failed'),
  'as a cause of a cause': (logger, error) =>
    logger.error({ err: new Error('outer', { cause: new Error('inner', { cause: error }) }) }, 'failed'),
  'in an aggregate': (logger, error) => logger.error({ err: new AggregateError([error], 'several') }, 'failed'),
  alone: (logger, error) => logger.error(error),
  'alone with a sentence': (logger, error) => logger.error(error, 'failed'),
  'by a child': (logger, error) => logger.child({ part: 'x' }).error({ err: error }, 'failed'),
  'as a field of an error': (logger, error) =>
    logger.error({
      err: Object.assign(new Error('outer'), { command: { name: 'set', args: [PARAMETER] }, first: error }),
    }),
};

describe('createLogger', () => {
  afterEach(() => vi.unstubAllEnvs());

  for (const [way, log] of Object.entries(WAYS)) {
    for (const format of ['json', 'pretty'] as const) {
      it(`keeps statement parameters out of the log: ${way}, ${format}`, () => {
        for (const error of [postgresError(), drizzleError()]) {
          const text = written(format, (logger) => log(logger, error));
          expect(text).toContain('22P02');
          expect(text).not.toContain(PARAMETER);
          expect(text).not.toContain('params:');
        }
      });
    }
  }

  it('keeps parameters out of a sentence made of an error', () => {
    const text = written('json', (logger) => {
      logger.error(`failed: ${drizzleError().message}`);
      logger.error({}, `failed: ${String(drizzleError())}`);
    });
    expect(text).toContain('select $1');
    expect(text).not.toContain(PARAMETER);
  });

  it('keeps the message, the stack and the codes of an error', () => {
    const text = written('json', (logger) =>
      logger.error({ err: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) }),
    );
    expect(JSON.parse(text).err).toMatchObject({ type: 'Error', message: 'gone', code: 'ECONNRESET' });
    expect(JSON.parse(text).err.stack).toContain('logger.test.ts');
  });

  it('masks the secrets of the settings wherever they appear', () => {
    vi.stubEnv('AUTH_SECRET', 'auth-secret-of-32-characters-"1"');
    vi.stubEnv('CHAIN_RPC_TOKEN', 'token-of-the-chain');
    vi.stubEnv('REDIS_URL', 'redis://:redis%2Fpassword@127.0.0.1:6379');
    vi.stubEnv('DATABASE_URL', 'postgres://a:postgres-password@127.0.0.1/x');
    const text = written('json', (logger) =>
      logger.error(
        { url: process.env.DATABASE_URL, redis: process.env.REDIS_URL, plain: 'redis/password' },
        `${process.env.AUTH_SECRET} ${process.env.CHAIN_RPC_TOKEN}`,
      ),
    );
    expect(text).toContain('postgres://a:***@127.0.0.1/x');
    for (const secret of [
      'postgres-password',
      'redis%2Fpassword',
      'redis/password',
      'auth-secret',
      'token-of-the-chain',
    ])
      expect(text).not.toContain(secret);
  });
});
