import { z } from 'zod';

/** Thrown when a setting is missing or invalid; the message is a sentence that names it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const wholeNumber = (opts: { min: number; max: number }) =>
  z
    .string()
    .regex(/^[0-9]+$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(
      z
        .number()
        .min(opts.min, { error: `must be at least ${opts.min}` })
        .max(opts.max, { error: `must be at most ${opts.max}` }),
    );

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });
const postgresUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
  .refine((text) => !URL.canParse(text) || /^(\/|$)/.test(new URL(text).searchParams.get('host') ?? ''), {
    error: 'is wrong: ?host= names the folder of a Unix socket, which begins with /',
  });
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' });
const secret = z.string({ error: 'is missing' }).min(32, { error: 'must be at least 32 characters' });

/** Travels in a header. */
const token = secret.regex(/^[!-~]+$/, { error: 'must be letters, digits and signs of ASCII, without spaces' });

const logFields = {
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json']).default('json'),
};

/** A limit; 0 means no limit. */
const limit = (usual: number) => wholeNumber({ min: 0, max: 1_000_000_000 }).default(usual);

/** Milliseconds per slot; 0 makes a slot whenever a transaction waits. */
const slotTime = { SLOT_TIME_MS: wholeNumber({ min: 0, max: 60_000 }).default(400) };

const serverFields = z.object({
  ...logFields,
  ...slotTime,
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: wholeNumber({ min: 0, max: 65_535 }).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Reduced to the origin: a path, most often a slash, would end up in the middle of every address made from it. */
  PUBLIC_URL: httpUrl.transform((text) => new URL(text).origin).optional(),
  TRUSTED_PROXY_HOPS: wholeNumber({ min: 0, max: 10 }).default(0),
  KEEP_ALIVE_SECONDS: wholeNumber({ min: 1, max: 3_600 }).default(75),
  DATABASE_URL: postgresUrl,
  DATABASE_POOL: wholeNumber({ min: 2, max: 100 }).default(10),
  REDIS_URL: redisUrl,
  QUEUE_PREFIX: z
    .string()
    .regex(/^\{?[a-z0-9-]+\}?$/, { error: 'must be lower-case letters, digits and dashes, in braces or not' })
    .default('{oee}'),
  CHAIN_URL: httpUrl,
  /** Token for the chain; the simulated one requires it. */
  CHAIN_RPC_TOKEN: token.optional(),
  AUTH_SECRET: secret,
  WALLET_SECRET: secret,
  NEXT_DIST_DIR: z.string().min(1).default('.next'),
  LIMIT_ORDERS_PER_MINUTE: limit(600),
  LIMIT_KEY_ORDERS_PER_MINUTE: limit(3_000),
  LIMIT_ADDRESS_ORDERS_PER_MINUTE: limit(6_000),
  LIMIT_READS_PER_MINUTE: limit(6_000),
  LIMIT_ADDRESS_READS_PER_MINUTE: limit(12_000),
  LIMIT_ADDRESS_REQUESTS_PER_MINUTE: limit(30_000),
  LIMIT_HEALTH_PER_MINUTE: limit(1_200),
  LIMIT_QUOTES_PER_MINUTE: limit(3_000),
  LIMIT_ADDRESS_QUOTES_PER_MINUTE: limit(6_000),
  LIMIT_SIGN_INS_PER_MINUTE: limit(60),
  LIMIT_SIGN_IN_FAILURES: limit(10),
  LIMIT_CONNECTIONS: limit(4_000),
  LIMIT_CONNECTIONS_PER_ADDRESS: limit(500),
  LIMIT_SOCKETS_PER_TRADER: limit(20),
  LIMIT_SOCKETS_PER_ADDRESS: limit(200),
  LIMIT_SOCKET_MESSAGES_PER_MINUTE: limit(6_000),
  LIMIT_SOCKET_MINUTES: limit(1_440),
});

const workerFields = z.object({
  ...logFields,
  ...slotTime,
  DATABASE_URL: postgresUrl,
  DATABASE_POOL: wholeNumber({ min: 2, max: 100 }).default(10),
  REDIS_URL: redisUrl,
  QUEUE_PREFIX: serverFields.shape.QUEUE_PREFIX,
  CHAIN_URL: httpUrl,
  CHAIN_RPC_TOKEN: token.optional(),
  WALLET_SECRET: secret,
  WORKER_CONCURRENCY: wholeNumber({ min: 1, max: 1_000 }).default(10),
  WORKER_HEALTH_PORT: wholeNumber({ min: 0, max: 65_535 }).optional(),
  LEASE_MS: wholeNumber({ min: 1_000, max: 300_000 }).default(5_000),
  RETRY_BACKOFF_MS: wholeNumber({ min: 1, max: 60_000 }).default(1_000),
  SWEEP_INTERVAL_MS: wholeNumber({ min: 50, max: 60_000 }).default(500),
});

const rate = z
  .string()
  .regex(/^(0(\.[0-9]+)?|1(\.0+)?)$/, { error: 'must be a rate from 0 to 1' })
  .transform(Number)
  .default(0);

/** Parameters of a new chain. */
const newChain = {
  MARKET_SEED: z.string().min(1).max(128).optional(),
  CHAIN_LOSE_REQUEST_RATE: rate,
  CHAIN_LOSE_ANSWER_RATE: rate,
  CHAIN_DELAY_RATE: rate,
  CHAIN_DELAY_SLOTS: wholeNumber({ min: 0, max: 1_000 }).default(5),
  CHAIN_VOLATILITY_PERCENT: wholeNumber({ min: 0, max: 1_000 }).default(100),
  CHAIN_VENUE_SPREAD_PERCENT: wholeNumber({ min: 0, max: 1_000 }).default(100),
  CHAIN_DEPTH_PERCENT: wholeNumber({ min: 1, max: 10_000 }).default(100),
};

const chainFields = z.object({
  ...logFields,
  ...slotTime,
  HOST: serverFields.shape.HOST,
  CHAIN_PORT: wholeNumber({ min: 0, max: 65_535 }).default(8899),
  /** The chain's own login; `npm run migrate` makes it. */
  CHAIN_DATABASE_URL: postgresUrl,
  /** The token that server and worker must send. */
  CHAIN_RPC_TOKEN: token,
  /** The host name by which other processes reach the chain; it refuses requests for any other. */
  CHAIN_URL: httpUrl.optional(),
  ...newChain,
  CHAIN_FAULT_SEED: wholeNumber({ min: 0, max: 4_294_967_295 }).optional(),
});

const migrationFields = z.object({
  /** The owner of the database. */
  MIGRATION_DATABASE_URL: postgresUrl,
  /** A superuser, who makes the owner. */
  ADMIN_DATABASE_URL: postgresUrl.optional(),
  /** The login of server and worker, which is made. */
  DATABASE_URL: postgresUrl.optional(),
});

const chainMigrationFields = z.object({
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  /** The owner of the chain's database; MIGRATION_DATABASE_URL when not given. */
  CHAIN_MIGRATION_DATABASE_URL: postgresUrl.optional(),
  /** The login of the chain, which is made. */
  CHAIN_DATABASE_URL: postgresUrl,
  ...newChain,
});

/** Reads a group of settings. Throws SettingsError with a sentence that names each invalid one. */
function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? 'settings');
    const problem = given[name] === undefined ? 'is missing' : issue.message;
    return `The setting ${name} ${/^(is|must)/.test(problem) ? problem : `is wrong: ${problem}`}.`;
  });
  throw new SettingsError(`${sentences.join(' ')} See .env.example.`);
}

export type ServerSettings = z.output<typeof serverFields>;
export type ChainSettings = z.output<typeof chainFields>;
export type WorkerSettings = z.output<typeof workerFields>;

/** Settings of the server process. Also refuses an unknown LIMIT_ setting, which would silently have no effect. Throws SettingsError. */
export function readServerSettings(env: Readonly<Record<string, string | undefined>>): ServerSettings {
  const unknown = Object.keys(env).filter((name) => name.startsWith('LIMIT_') && !(name in serverFields.shape));
  if (unknown.length > 0)
    throw new SettingsError(`${unknown.map((name) => `There is no setting ${name}.`).join(' ')} See .env.example.`);
  return readSettings(serverFields, env);
}

/** Settings of the worker process. Throws SettingsError. */
export function readWorkerSettings(env: Readonly<Record<string, string | undefined>>): WorkerSettings {
  return readSettings(workerFields, env);
}

/** Settings of the chain process. Throws SettingsError. */
export function readChainSettings(env: Readonly<Record<string, string | undefined>>): ChainSettings {
  return readSettings(chainFields, env);
}

/** Settings of `npm run migrate`. Throws SettingsError. */
export function readMigrationSettings(env: Readonly<Record<string, string | undefined>>) {
  return readSettings(migrationFields, env);
}

/** Settings of the chain's part of `npm run migrate`; `ownerUrl` is the owner of its database. Throws SettingsError. */
export function readChainMigrationSettings(env: Readonly<Record<string, string | undefined>>) {
  const settings = readSettings(chainMigrationFields, env);
  const ownerUrl = settings.CHAIN_MIGRATION_DATABASE_URL ?? settings.MIGRATION_DATABASE_URL;
  if (ownerUrl === undefined)
    throw new SettingsError('The setting MIGRATION_DATABASE_URL is missing. See .env.example.');
  return { ...settings, ownerUrl };
}

const namesOf = (fields: z.ZodObject): readonly string[] => Object.keys(fields.shape);

/** The names of the settings that each process reads, by its service in docker-compose.yml. */
export const SETTINGS_OF = {
  server: namesOf(serverFields),
  worker: namesOf(workerFields),
  chain: namesOf(chainFields),
  migrate: namesOf(migrationFields),
  'migrate-chain': namesOf(chainMigrationFields),
} as const;

/** The names of all settings, each documented in .env.example. */
export const SETTING_NAMES: readonly string[] = [...new Set(Object.values(SETTINGS_OF).flat())];
