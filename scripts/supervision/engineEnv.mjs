// @ts-check

/** Settings of the engine, as runtime/settings.ts reads them, that belong to one installation and must not leak into a private one. */
const OF_ONE_INSTALLATION =
  /^(NODE_ENV|PORT|HOST|PUBLIC_URL|DATABASE_.*|MIGRATION_DATABASE_URL|ADMIN_DATABASE_URL|TEST_(SERVER|CHAIN)_DATABASE_URL|REDIS_.*|CHAIN_.*|SLOT_TIME_MS|MARKET_SEED|AUTH_SECRET|WALLET_SECRET|WORKER_.*|QUEUE_PREFIX|LOG_FORMAT|LEASE_MS|RETRY_BACKOFF_MS|SWEEP_INTERVAL_MS|DATA_DIR|LIMIT_.*|TRUSTED_PROXY_HOPS|KEEP_ALIVE_SECONDS)$/;

/**
 * Our own environment without the settings of the installation it may belong to.
 * @returns {NodeJS.ProcessEnv}
 */
export function neutralEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_ONE_INSTALLATION.test(name)));
}

/**
 * A setting; one that is empty counts as not set.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @returns {string | undefined}
 */
export function setting(env, name) {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
