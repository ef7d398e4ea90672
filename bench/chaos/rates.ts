import { setTimeout as wait } from 'node:timers/promises';
import type { EngineConnection } from '../../client/index.ts';
import { SWAPS, type UsualSwap } from './commands.ts';
import { insistently } from './patience.ts';
import type { SeenRate } from './restingRequests.ts';

/** How often the rates are read, milliseconds. */
const READ_EVERY_MS = 400;

/** What the usual swaps get, as a client sees it: the last rates that a server gave. */
export type Rates = { of(swap: UsualSwap): SeenRate; stop(): void };

/** Follows the rates at both servers by turns; resolves once each is known. A server that does not answer leaves them as they were. */
export async function followRates(connections: readonly EngineConnection[]): Promise<Rates> {
  const rates = new Map<UsualSwap, SeenRate>();
  const stopped = new AbortController();
  let turn = 0;

  async function read(): Promise<void> {
    turn += 1;
    const quotes = connections[turn % connections.length]?.client.quotes;
    const signal = AbortSignal.timeout(4 * READ_EVERY_MS);
    for (const swap of SWAPS) {
      const quote = await quotes?.get.query({ ...swap, amountIn: `${swap.amountIn}` }, { signal });
      if (quote?.decision.kind !== 'route')
        throw new Error(`there is no route from ${swap.tokenIn} to ${swap.tokenOut}`);
      rates.set(swap, { amountIn: BigInt(swap.amountIn), amountOut: BigInt(quote.decision.route.amountOut) });
    }
  }

  async function follow(): Promise<void> {
    while (!stopped.signal.aborted) {
      await wait(READ_EVERY_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
      await read().catch(() => {});
    }
  }

  await insistently(read);
  void follow();
  return {
    of(swap) {
      const rate = rates.get(swap);
      if (rate === undefined) throw new Error(`the rate from ${swap.tokenIn} to ${swap.tokenOut} is not known`);
      return rate;
    },
    stop: () => stopped.abort(),
  };
}
