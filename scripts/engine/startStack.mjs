// @ts-check
import { runMigration, startServices } from '../services/services.mjs';
import { ensurePrograms, PROGRAM_FLAGS } from '../setup/programs.mjs';
import { setting } from '../supervision/engineEnv.mjs';
import { silentLog } from '../supervision/log.mjs';
import { PlainError } from '../supervision/plainError.mjs';
import { takePrivatePort, takePublicPort } from '../supervision/ports.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { SupervisedProcess } from '../supervision/supervisedProcess.mjs';
import { decideRights } from './processRights.mjs';

/** Everything stops within 10 s: first server and worker, which release their work, then the chain, then the databases. */
const GRACE_MS = { server: 5500, worker: 5500, chain: 1000 };
const WAITING_TOLD_MS = 20_000;

/** @typedef {'chain' | 'server' | 'worker'} EngineProcess */

/**
 * @typedef {import('../services/services.mjs').ServicesOptions & {
 *   mode?: 'production' | 'development',
 *   processes?: EngineProcess[],
 *   waitUntilReady?: boolean,
 *   timeoutMs?: number,
 *   migrate?: boolean,
 * }} StackOptions
 */

/**
 * Starts a whole engine: services, chain, server and worker, each supervised. The pages have to be built.
 *
 * @param {StackOptions} [opts] `env`: settings (DATABASE_URL, REDIS_URL and CHAIN_URL replace the part they name; PORT is honoured or refused,
 *   else a free one is taken). `processes`: which of ours to start, default all. `waitUntilReady`: resolve only once /readyz, the
 *   chain and the worker answer 200, default true. `timeoutMs`: for that, default no bound.
 * @throws {PlainError} when a part does not start; then nothing is left running
 */
export async function startStack(opts = {}) {
  const { mode = 'production', processes: wanted = ['chain', 'server', 'worker'], log = silentLog, signal } = opts;
  const services = await startServices(opts);
  /** @type {Partial<Record<EngineProcess, SupervisedProcess>>} */
  const engine = {};
  const stop = async () => {
    await Promise.all([
      engine.server?.stop({ graceMs: GRACE_MS.server }),
      engine.worker?.stop({ graceMs: GRACE_MS.worker }),
    ]);
    await engine.chain?.stop({ graceMs: GRACE_MS.chain });
    await services.stop();
  };
  try {
    const plan = await planProcesses({ env: services.env, mode, ofItsOwn: opts.dataDir === undefined });
    // With `migrate` the services have migrated; without, a test may have made the database.
    if (opts.migrate === false && wanted.includes('chain') && plan.processes.chain !== undefined)
      await runMigration({ program: 'migrateChain', env: services.env, log, signal });
    const rightsOf = await decideRights({ mode, dataDir: services.dataDir, env: plan.env, log, signal });
    for (const name of wanted) {
      const planned = plan.processes[name];
      if (planned === undefined) continue;
      const launch = { ...planned.launch, ...rightsOf({ name, env: planned.launch.env }) };
      engine[name] = new SupervisedProcess({ name, log, folder: services.folder, ...planned, launch });
    }
    const each = Object.values(engine);
    await Promise.all(each.map((one) => one.start({ signal, timeoutMs: opts.timeoutMs ?? 2 ** 31 - 1 })));
    const { url, chainUrl } = plan;
    const urls = wanted.flatMap((name) => (engine[name] === undefined ? [] : [plan.ready[name]]));
    const ready = async ({ timeoutMs = 2 ** 31 - 1 } = {}) => {
      await untilReady({ urls, timeoutMs, signal, log });
    };
    if (opts.waitUntilReady !== false) await ready({ timeoutMs: opts.timeoutMs });
    return {
      url,
      chainUrl,
      databaseUrl: services.databaseUrl,
      redisUrl: services.redisUrl,
      dataDir: services.dataDir,
      env: plan.env,
      processes: { ...services.processes, ...engine },
      ready,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * How each process is launched, and where it can be reached.
 * @param {{ env: NodeJS.ProcessEnv, mode: 'production' | 'development', ofItsOwn: boolean }} opts `ofItsOwn`: avoids the ports that people use
 */
async function planProcesses({ env, mode, ofItsOwn }) {
  const host = setting(env, 'HOST') ?? '127.0.0.1';
  const wanted = setting(env, 'PORT') ?? (ofItsOwn ? String(await takePrivatePort()) : undefined);
  const port = await takePublicPort({ wanted, host });
  const url = setting(env, 'PUBLIC_URL') ?? `http://localhost:${port}`;
  const chainPort = setting(env, 'CHAIN_PORT') ?? String(await takePrivatePort());
  const workerPort = setting(env, 'WORKER_HEALTH_PORT') ?? String(await takePrivatePort());
  const givenChain = setting(env, 'CHAIN_URL');
  const chainUrl = givenChain ?? `http://127.0.0.1:${chainPort}`;
  /** @type {NodeJS.ProcessEnv} */
  const common = {
    ...env,
    NODE_ENV: mode,
    LOG_FORMAT: setting(env, 'LOG_FORMAT') ?? 'pretty',
    CHAIN_URL: chainUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  // Each process gets only its own secrets and port.
  const { AUTH_SECRET, WALLET_SECRET, DATABASE_URL, CHAIN_DATABASE_URL, REDIS_URL } = common;
  const rest = Object.fromEntries(Object.entries(common).filter(([name]) => !OF_ONE_PROCESS.has(name)));
  const stores = { DATABASE_URL, REDIS_URL };
  const programOf = mode === 'development' ? undefined : await ensurePrograms();
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  // Our own requests go directly to the server, independent of PUBLIC_URL.
  const local = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  const health = {
    server: `${local}/healthz`,
    chain: `http://127.0.0.1:${chainPort}/healthz`,
    worker: `http://127.0.0.1:${workerPort}/healthz`,
  };
  /**
   * @param {EngineProcess} name
   * @param {NodeJS.ProcessEnv} own
   */
  const processOf = (name, own) => ({
    launch: {
      command: process.execPath,
      args: programOf === undefined ? [...WATCHING, `${name}/main.ts`] : [...PROGRAM_FLAGS, programOf(name)],
      env: { ...rest, ...own },
      cwd: repositoryRoot,
    },
    // A process has started when it answers, even if it only reports what is missing.
    healthy: async () => (await answerOf(health[name])).status !== undefined,
  });
  return {
    url,
    ready: { ...health, server: `${local}/readyz` },
    chainUrl,
    /** @type {NodeJS.ProcessEnv} */
    env: { ...common, PORT: String(port), HOST: host, PUBLIC_URL: url },
    processes: {
      // The chain is never reachable from outside, independent of where the pages are served.
      chain:
        givenChain === undefined
          ? processOf('chain', { HOST: '127.0.0.1', CHAIN_PORT: chainPort, CHAIN_DATABASE_URL })
          : undefined,
      server: processOf('server', {
        ...stores,
        AUTH_SECRET,
        WALLET_SECRET,
        PORT: String(port),
        HOST: host,
        PUBLIC_URL: url,
      }),
      worker: processOf('worker', { ...stores, WALLET_SECRET, WORKER_HEALTH_PORT: workerPort }),
    },
  };
}

/** Given only to the processes that need it. No process gets an owner's login. */
const OF_ONE_PROCESS = new Set([
  ...['AUTH_SECRET', 'WALLET_SECRET', 'DATABASE_URL', 'CHAIN_DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST'],
  ...['ADMIN_DATABASE_URL', 'MIGRATION_DATABASE_URL', 'CHAIN_MIGRATION_DATABASE_URL'],
  ...['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'TEST_SERVER_DATABASE_URL', 'TEST_CHAIN_DATABASE_URL'],
]);

// Files that Next writes while compiling must not restart the server.
const WATCHING = ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', '--exclude', '**/.next*/**'];

/**
 * Resolves once every URL answers 200.
 * @param {{ urls: string[], timeoutMs: number, signal: AbortSignal | undefined, log: import('../supervision/log.mjs').Log }} opts
 * @throws {PlainError} that lists what is not ready
 */
async function untilReady({ urls, timeoutMs, signal, log }) {
  const begun = Date.now();
  let told = begun;
  for (;;) {
    if (signal?.aborted) throw new PlainError('The start was interrupted.');
    const answers = await Promise.all(urls.map(answerOf));
    const lacking = answers.filter(({ status }) => status !== 200).map(({ text }) => text);
    if (lacking.length === 0) return;
    if (Date.now() - begun > timeoutMs)
      throw new PlainError(`The engine was not ready within ${timeoutMs / 1000} s. ${lacking.join(' ')}`);
    if (Date.now() - told > WAITING_TOLD_MS) {
      told = Date.now();
      log.info(`Still waiting until the engine is ready. It reports: ${lacking.join(' ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * @param {string} url
 * @returns {Promise<{ status: number | undefined, text: string }>} `status` undefined when nothing answers
 */
async function answerOf(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
    return { status: response.status, text: (await response.text()).slice(0, 500) };
  } catch (error) {
    return { status: undefined, text: `${url} does not answer (${error instanceof Error ? error.message : error}).` };
  }
}
