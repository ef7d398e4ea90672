import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { createClient, type EngineConnection, guestSession } from '../../client/index.ts';

const TRADERS = 20;
/**
 * Small enough that the wallet lasts and the pools hardly move; with a minimum of its own, so that none is refused when prices are late on a busy
 * machine. Base units.
 */
const SWAP = {
  type: 'market',
  tokenIn: 'SOL',
  tokenOut: 'USDC',
  amountIn: '1000000',
  slippageBps: 1_000,
  minOut: '1',
} as const;

/** The result of a run: orders a second until the last one was accepted, and until the last one was final; milliseconds of each call. */
export type IntakeRun = {
  readonly accepted: number;
  readonly final: number;
  readonly callMs: readonly number[];
};

/** Guests, each with its own client. */
export function connectCallers(url: string): Promise<EngineConnection[]> {
  return Promise.all(
    Array.from({ length: TRADERS }, async () => createClient({ url, cookie: await guestSession({ url }) })),
  );
}

/**
 * Places `orders` in concurrent calls, at most `inFlight`, with `perCall` orders each, the callers in turn; resolves when all are final. Throws
 * when one is refused.
 */
export async function runIntake(opts: {
  callers: readonly EngineConnection[];
  owner: Sql;
  inFlight: number;
  perCall: number;
  orders: number;
}): Promise<IntakeRun> {
  const { callers, owner, inFlight, perCall, orders } = opts;
  const callMs: number[] = [];
  let begun = 0;
  const start = Date.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (begun < orders) {
        const caller = callers[(begun / perCall) % callers.length];
        begun += perCall;
        const sent = performance.now();
        if (caller !== undefined) await placeSome(caller, perCall);
        callMs.push(performance.now() - sent);
      }
    }),
  );
  const acceptedAt = Date.now();
  const finalAt = await lastFinal(owner);
  const perSecond = (end: number) => (1_000 * begun) / (end - start);
  return { accepted: perSecond(acceptedAt), final: perSecond(finalAt), callMs };
}

async function placeSome({ client }: EngineConnection, count: number): Promise<void> {
  const request = () => ({ ...SWAP, idempotencyKey: randomUUID() });
  if (count === 1) {
    await client.orders.place.mutate(request());
    return;
  }
  const { answers } = await client.orders.placeMany.mutate({ orders: Array.from({ length: count }, request) });
  const refused = answers.find((answer) => 'error' in answer);
  if (refused !== undefined) throw new Error(`an order was refused: ${JSON.stringify(refused)}`);
}

/** When the last order became final, wall-clock milliseconds; waits until none is open. */
async function lastFinal(owner: Sql): Promise<number> {
  for (;;) {
    const [row] = await owner<{ open: boolean; last: number }[]>`
      select exists (select from engine.orders where final_at is null) as open,
             extract(epoch from max(final_at))::float8 * 1000 as last from engine.orders`;
    if (row !== undefined && !row.open) return row.last;
    await owner`select pg_sleep(0.05)`;
  }
}
