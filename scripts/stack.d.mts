/** One supervised process: whenever it ends unasked it is started again, with exponential back-off. */
export interface StackProcess {
  readonly name: string;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  /** Signals it (default SIGKILL); should it end, it is started again. */
  kill(signal?: NodeJS.Signals): void;
  /** Ends it for good, by default gracefully and after `graceMs` (5000) by force. With `signal: 'SIGKILL'` at once. Resolves when it has ended. */
  stop(opts?: { graceMs?: number; signal?: NodeJS.Signals }): Promise<void>;
  /** Starts it if it was stopped; resolves when it is healthy. */
  start(opts?: { timeoutMs?: number; signal?: AbortSignal }): Promise<void>;
  /** Resolves when it is healthy, for instance again after `kill`. After signals other than SIGKILL wait for another pid first. */
  healthy(opts?: { timeoutMs?: number; signal?: AbortSignal }): Promise<void>;
  /** Ends it gracefully and starts it anew; resolves when it is healthy. */
  restart(): Promise<void>;
}

export interface Log {
  info(message: string): void;
  line(name: string, line: string): void;
}

export interface ServicesOptions {
  /** Settings; DATABASE_URL and REDIS_URL replace the embedded service. Settings of our own environment are not passed on. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Default: a fresh folder, removed by `stop`. A given one is kept, and taken over from whoever was killed on it. */
  dataDir?: string;
  /** Default: silent. */
  log?: Log;
  /** Interrupts the start. */
  signal?: AbortSignal;
  /** Default true. */
  migrate?: boolean;
}

export interface Services {
  readonly dataDir: string;
  /** With all rights: the embedded superuser, or DATABASE_URL as it was given. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** The same two through the Unix sockets of the embedded services, where they have some. */
  readonly socketUrls: { readonly databaseUrl: string; readonly redisUrl: string };
  /** Environment for a process of the engine, by these sockets, secrets included. */
  readonly env: NodeJS.ProcessEnv;
  /** The same, by TCP, for tests and measurements that make databases and engines of their own: DATABASE_URL has all rights. */
  readonly testEnv: NodeJS.ProcessEnv;
  /** The embedded ones; absent where a URL was given. */
  readonly processes: { postgres?: StackProcess; redis?: StackProcess };
  stop(): Promise<void>;
}

export interface StackOptions extends ServicesOptions {
  /** Default `production`: the pages have to be built. */
  mode?: 'production' | 'development';
  /** Which of ours to start; default all three. */
  processes?: ('chain' | 'server' | 'worker')[];
  /** Resolve only once /readyz of the server and /healthz of chain and worker answer 200; default true. Else once they answer at all. */
  waitUntilReady?: boolean;
  /** Bound for each wait of the start; default none. */
  timeoutMs?: number;
}

export interface Stack {
  readonly url: string;
  readonly chainUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly dataDir: string;
  /** Environment as a process of this engine sees it, secrets included. */
  readonly env: NodeJS.ProcessEnv;
  /** What was started here; absent where a URL was given or it was not asked for. */
  readonly processes: {
    chain?: StackProcess;
    server?: StackProcess;
    worker?: StackProcess;
    postgres?: StackProcess;
    redis?: StackProcess;
  };
  /** Resolves once /readyz of the server and /healthz of chain and worker answer 200. */
  ready(opts?: { timeoutMs?: number }): Promise<void>;
  /** Ends everything in order within 10 s; fresh data goes too. */
  stop(): Promise<void>;
}

/** Postgres, migrated, and Redis. */
export function startServices(opts?: ServicesOptions): Promise<Services>;
/** Services, chain, server and worker. */
export function startStack(opts?: StackOptions): Promise<Stack>;
/** A log that puts the name of the process before each line. */
export function createLog(opts?: { stream?: NodeJS.WriteStream }): Log;
/** Builds the pages into the folder that NEXT_DIST_DIR names, when what they are made from changed since. */
export function ensureBuilt(opts: { env: NodeJS.ProcessEnv; log: Log; signal?: AbortSignal }): Promise<void>;
/** The path of a Chromium or Chrome that runs here, fetched if need be. */
export function findBrowser(opts: { log: Log; signal?: AbortSignal; full?: boolean }): Promise<string>;
/** A fresh data folder, for `dataDir`. */
export function makePrivateData(): string;
/** Removes what services kept in such a folder, and the folder. */
export function removePrivateData(dir: string): void;
/** Installs what the package-lock.json in `root` names. */
export function installDependencies(opts: { root: string; signal?: AbortSignal }): Promise<void>;
/** Aborted when this process is asked to end, or the npm that runs it is gone. To be called once. */
export function abortOnSignals(): AbortSignal;
