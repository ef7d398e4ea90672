import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../server/trpc/appRouter.ts';
import { jitteredDelayMs } from '../browser/backoff.ts';
import { keepStored, readStored } from '../browser/browserStorage.ts';
import { createExternalStore, type ExternalStore } from '../browser/externalStore.ts';
import { requestErrorOf } from '../browser/requestError.ts';
import { timedFetch } from '../browser/serverClock.ts';
import { blockedCookies, refusedGuest, SessionProblem, type StartProblem } from './sessionProblem.ts';

export type Trader = {
  readonly traderId: string;
  readonly wallet: string;
  readonly guest: boolean;
  readonly name: string;
  /** Null for guests, and for accounts that sign in by wallet. */
  readonly email: string | null;
};

/**
 * The session of the desk. `ended`: this browser had a wallet, and its cookie is gone or no longer valid, or its trader signed out; a new guest
 * is made only on request of the trader.
 */
export type Session =
  | { readonly status: 'starting'; readonly problem: StartProblem | undefined }
  | { readonly status: 'ready'; readonly trader: Trader }
  | { readonly status: 'ended'; readonly bySigningOut: boolean };

export const STARTING: Session = { status: 'starting', problem: undefined };

const REMEMBERED = 'oee.trader';
const GUEST_LOCK = 'oee.guest';

/** Whether this browser has a live session. This query comes first, because a first visit is not an error. */
async function hasSession(): Promise<boolean> {
  const answer = await timedFetch('/api/auth/get-session');
  if (!answer.ok) throw new Error(`the session could not be read: status ${answer.status}`);
  return (await answer.json()) !== null;
}

function createClient() {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: '/api/trpc', fetch: timedFetch })] });
}

/** Undefined without a live session. `expected`: this browser should have one, so both requests go out at once. */
async function whoAmI(opts: { expected: boolean }): Promise<Trader | undefined> {
  const client = createClient();
  const early = opts.expected ? client.account.me.query() : undefined;
  // Its failure counts only if there is a session.
  early?.catch(() => undefined);
  if (!(await hasSession())) return undefined;
  try {
    return await (early ?? client.account.me.query());
  } catch (error) {
    if (requestErrorOf(error).code === 'UNAUTHENTICATED') return undefined;
    throw error;
  }
}

/** Runs in one tab at a time. Browsers without such locks, or that refuse them when storage is blocked, run it without a lock. */
async function alone<T>(run: () => Promise<T>): Promise<T> {
  let began = false;
  const once = () => {
    began = true;
    return run();
  };
  try {
    return await navigator.locks.request(GUEST_LOCK, once);
  } catch (error) {
    if (began) throw error;
    return run();
  }
}

/** Makes a guest for this browser, once for all tabs that ask at the same time: the second tab with the lock finds the cookie. */
async function becomeGuest(): Promise<Trader> {
  return alone(async () => {
    const already = await whoAmI({ expected: false });
    if (already !== undefined) return already;
    // If the browser does not keep the cookie, each attempt would make another guest.
    if (navigator.cookieEnabled === false) throw blockedCookies();
    const answer = await timedFetch('/api/auth/sign-in/anonymous', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (!answer.ok) throw await refusedGuest(answer);
    try {
      return await createClient().account.me.query();
    } catch (error) {
      if (requestErrorOf(error).code !== 'UNAUTHENTICATED') throw error;
      throw blockedCookies();
    }
  });
}

function problemOf(error: unknown): StartProblem {
  if (error instanceof SessionProblem) return error.problem;
  return { title: 'Your wallet can’t be opened yet', text: requestErrorOf(error).text, final: false };
}

function isSameTrader(a: Trader, b: Trader): boolean {
  return a.traderId === b.traderId && a.guest === b.guest && a.name === b.name && a.email === b.email;
}

export type SessionKeeper = {
  readonly session: ExternalStore<Session>;
  /** Finds this browser's session, makes a guest on its first visit, and follows other tabs. Returns a function that stops it. */
  start(): () => void;
  /** Checks again whether the session is still valid, after an answer that says it is not. */
  check(): void;
  /** The trader has signed out, here and now. */
  signedOut(): void;
  /** A new guest with a new wallet, when the old session has ended. */
  startAnew(): void;
};

export function createSessionKeeper(): SessionKeeper {
  const session = createExternalStore<Session>(STARTING);
  let stopped = false;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ready = (trader: Trader) => {
    keepStored(REMEMBERED, trader.traderId);
    const known = session.get();
    if (known.status !== 'ready' || !isSameTrader(known.trader, trader)) session.set({ status: 'ready', trader });
  };

  async function settle(mayBecomeGuest: boolean): Promise<void> {
    if (mayBecomeGuest || readStored(REMEMBERED) === null) return ready(await becomeGuest());
    const trader = await whoAmI({ expected: true });
    if (trader !== undefined) return ready(trader);
    const before = session.get();
    if (before.status !== 'ended') session.set({ status: 'ended', bySigningOut: false });
  }

  function attempt(opts: { mayBecomeGuest: boolean; tries: number }): void {
    if (stopped || busy) return;
    busy = true;
    settle(opts.mayBecomeGuest)
      .catch((error: unknown) => {
        const problem = problemOf(error);
        if (session.get().status !== 'ready') session.set({ status: 'starting', problem });
        if (problem.final) return;
        timer = setTimeout(() => attempt({ ...opts, tries: opts.tries + 1 }), jitteredDelayMs(opts.tries));
      })
      .finally(() => {
        busy = false;
      });
  }

  const onStorage = (event: StorageEvent) => {
    if (event.key === REMEMBERED) attempt({ mayBecomeGuest: false, tries: 0 });
  };
  return {
    session,
    start() {
      stopped = false;
      window.addEventListener('storage', onStorage);
      attempt({ mayBecomeGuest: false, tries: 0 });
      return () => {
        stopped = true;
        clearTimeout(timer);
        window.removeEventListener('storage', onStorage);
      };
    },
    check: () => attempt({ mayBecomeGuest: false, tries: 0 }),
    signedOut: () => session.set({ status: 'ended', bySigningOut: true }),
    startAnew() {
      session.set(STARTING);
      attempt({ mayBecomeGuest: true, tries: 0 });
    },
  };
}
