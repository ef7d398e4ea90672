import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { ServerSettings } from '../../runtime/settings.ts';
import type { Identity } from '../auth/identity.ts';
import { createKnownAddresses } from './knownAddresses.ts';
import { createLimiter, type Taken } from './limiter.ts';
import { createPlaces, type Places } from './socketPlaces.ts';

/** The caller to count: the API key or the trader where one is known, and the address. */
type Counted = { readonly identity?: Identity | undefined; readonly address: string };

/** The part of a request that decides its cost. */
export type RequestKind = 'page' | 'health' | 'other';

/** The cost of rendering a page, in requests that are answered from memory. */
const PAGE_UNITS = 25;

/** All rate limits. Each throws EngineError TOO_MANY_REQUESTS with the seconds to wait when its limit is exceeded. */
export type Limits = {
  /** Counts a change (an order, a top-up): by the key or the trader over all servers, and by the address on this one. */
  change(counted: { identity: Identity; address: string }): Promise<void>;
  /** Counts several changes in one call like as many calls: the first ones are allowed, as far as the limits go. Throws when none is. */
  changes(counted: { identity: Identity; address: string; count: number }): Promise<Taken>;
  /** Counts any HTTP request by the address, on this server, before the request is read further. A page costs as much as many other requests. */
  request(asked: { address: string; kind: RequestKind }): Promise<void>;
  /**
   * Counts a read or a new subscription, on this server: by the key or the trader, where one is known, and by the address. `units`: its cost
   * in ordinary reads, 1 by default.
   */
  read(counted: Counted & { readonly units?: number }): Promise<void>;
  /** Counts a quote, on this server: by the key or the trader, where one is known, and by the address. */
  quote(asked: { caller: string | undefined; address: string }): Promise<void>;
  /**
   * Counts an attempt to sign in by address, over all servers. With `account` (an e-mail address, a trader) it also counts a failed attempt,
   * until signInSucceeded is called: by account and address, and, from addresses from which its owner never signed in, also by account.
   */
  signIn(attempt: { address: string; account?: string | undefined }): Promise<void>;
  /** The attempt succeeded: it does not count as a failure, and the address is one of the account's owner from now on. */
  signedIn(attempt: { address: string; account?: string | undefined }): Promise<void>;
  readonly sockets: {
    readonly byAddress: Places;
    readonly byTrader: Places;
    /** Messages that one socket may send; 0 for as many as it likes. */
    readonly messagesPerMinute: number;
    /** Milliseconds that a socket stays open; Infinity without a limit. */
    readonly lifeMs: number;
  };
};

const MINUTE = 60;
const FAILURES_SECONDS = 15 * MINUTE;
/** Allowed wrong passwords for one account from all addresses, as a multiple of those from one address: many addresses guess no faster than that. */
const FROM_ANYWHERE = 10;

/** Redis gets only a hash, so that its keys do not reveal the account. */
const hashed = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

export function createLimits(opts: { settings: ServerSettings; redis: { connection: Redis; prefix: string } }): Limits {
  const { settings, redis } = opts;
  const minute = { seconds: MINUTE };
  const traderOrders = createLimiter({ name: 'orders', points: settings.LIMIT_ORDERS_PER_MINUTE, ...minute, redis });
  const keyOrders = createLimiter({ name: 'key', points: settings.LIMIT_KEY_ORDERS_PER_MINUTE, ...minute, redis });
  // In memory: the trader's own limit is the only round trip to Redis when an order is placed.
  const addressOrders = createLimiter({
    name: 'orders-from',
    points: settings.LIMIT_ADDRESS_ORDERS_PER_MINUTE,
    ...minute,
  });
  const requests = createLimiter({ name: 'requests', points: settings.LIMIT_ADDRESS_REQUESTS_PER_MINUTE, ...minute });
  const healthLooks = createLimiter({ name: 'health', points: settings.LIMIT_HEALTH_PER_MINUTE, ...minute });
  const reads = createLimiter({ name: 'reads', points: settings.LIMIT_READS_PER_MINUTE, ...minute });
  // The address also bounds a caller that makes a new guest for every few reads.
  const addressReads = createLimiter({
    name: 'reads-from',
    points: settings.LIMIT_ADDRESS_READS_PER_MINUTE,
    ...minute,
  });
  const quotes = createLimiter({ name: 'quotes', points: settings.LIMIT_QUOTES_PER_MINUTE, ...minute });
  // The address also bounds a caller that sends a different invented key with each quote.
  const addressQuotes = createLimiter({
    name: 'quotes-from',
    points: settings.LIMIT_ADDRESS_QUOTES_PER_MINUTE,
    ...minute,
  });
  const signIns = createLimiter({ name: 'sign-ins', points: settings.LIMIT_SIGN_INS_PER_MINUTE, ...minute, redis });
  const failures = createLimiter({
    name: 'failures',
    points: settings.LIMIT_SIGN_IN_FAILURES,
    seconds: FAILURES_SECONDS,
    redis,
  });
  const failuresAnywhere = createLimiter({
    name: 'failures-anywhere',
    points: settings.LIMIT_SIGN_IN_FAILURES * FROM_ANYWHERE,
    seconds: FAILURES_SECONDS,
    redis,
  });
  const known = createKnownAddresses({ redis, secret: settings.AUTH_SECRET });

  async function changes(counted: { identity: Identity; address: string; count: number }): Promise<Taken> {
    const { key, traderId } = counted.identity;
    const own = await (key === undefined
      ? traderOrders.takeSome(traderId, counted.count)
      : keyOrders.takeSome(key.id, counted.count, key.ordersPerMinute));
    // A trader over its own limit uses up nothing of the limit that it shares with others at its address.
    const from = await addressOrders.takeSome(counted.address, own.uses);
    return { uses: from.uses, refusal: from.refusal ?? own.refusal };
  }

  return {
    changes,
    async change(counted) {
      await changes({ ...counted, count: 1 });
    },
    request: ({ address, kind }) =>
      kind === 'health' ? healthLooks.take(address) : requests.takeUnits(address, kind === 'page' ? PAGE_UNITS : 1),
    async read({ identity, address, units = 1 }) {
      await reads.takeUnits(identity?.key?.id ?? identity?.traderId ?? address, units);
      await addressReads.takeUnits(address, units);
    },
    async quote({ caller, address }) {
      await quotes.take(caller === undefined ? address : hashed(caller));
      await addressQuotes.take(address);
    },
    async signIn({ address, account }) {
      await signIns.take(address);
      if (account === undefined) return;
      await failures.take(hashed(`${account} ${address}`));
      // Guesses from unknown addresses do not lock the owner out of addresses used before.
      if (!(await known.has({ account, address }))) await failuresAnywhere.take(hashed(account));
    },
    async signedIn({ address, account }) {
      if (account === undefined) return;
      await failures.forget(hashed(`${account} ${address}`));
      if (await known.has({ account, address })) return;
      await failuresAnywhere.forget(hashed(account));
      await known.add({ account, address });
    },
    sockets: {
      byAddress: createPlaces({ most: settings.LIMIT_SOCKETS_PER_ADDRESS }),
      byTrader: createPlaces({ most: settings.LIMIT_SOCKETS_PER_TRADER }),
      messagesPerMinute: settings.LIMIT_SOCKET_MESSAGES_PER_MINUTE,
      lifeMs: settings.LIMIT_SOCKET_MINUTES === 0 ? Number.POSITIVE_INFINITY : settings.LIMIT_SOCKET_MINUTES * 60_000,
    },
  };
}
