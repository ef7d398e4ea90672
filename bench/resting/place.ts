import type { Sql } from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import type { Token } from '../../core/tokens/token.ts';
import type { Database } from '../../drizzle/database.ts';
import { createOrderIntake } from '../../drizzle/orderIntake.ts';
import type { PaperWallets } from '../../runtime/paperWallet.ts';
import type { Draft } from './drafts.ts';

/** Of the orders of a trader (drizzle/functions/accept_orders.sql). */
const ORDERS_PER_TRADER = 500;
/** Whole tokens of each kind that a trader begins with. */
const GRANT = 1_000_000_000_000n;
const AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** Places orders that rest, by the engine's own intake, over as many new traders as they need. Returns their ids. */
export async function placeAll(opts: {
  owner: Sql;
  database: Database;
  wallets: PaperWallets;
  tokens: readonly Token[];
  drafts: readonly Draft[];
  name: string;
  signal: AbortSignal;
}): Promise<string[]> {
  const { owner, database, wallets, tokens, drafts, name, signal } = opts;
  const intake = createOrderIntake({ database, maxBatch: AT_ONCE });
  const grant = Object.fromEntries(tokens.map(({ mint, decimals }) => [mint, `${GRANT * 10n ** BigInt(decimals)}`]));
  const ids: string[] = [];
  for (let from = 0; from < drafts.length; from += ORDERS_PER_TRADER) {
    signal.throwIfAborted();
    const traderId = `${name}-${from}`;
    await owner`select engine.open_trader(${traderId}, ${wallets.walletAddress(traderId)}, ${JSON.stringify(grant)}::text::jsonb)`;
    const accepted = drafts.slice(from, from + ORDERS_PER_TRADER).map(async (draft) => {
      const orderId = uuidv7();
      const result = await intake.accept({
        ...draft,
        orderId,
        traderId,
        idempotencyKey: orderId,
        fingerprint: orderId,
        slippageBps: null,
        requestedMinOut: draft.minOut,
        exit: null,
        quotedOut: undefined,
        quoteSlot: undefined,
        validForMs: 30 * DAY_MS,
        refusal: undefined,
        credential: undefined,
      });
      if (result.verdict !== 'accepted')
        throw new Error(`an order was not accepted: ${'code' in result ? result.code : result.verdict}`);
      return orderId;
    });
    ids.push(...(await Promise.all(accepted)));
  }
  return ids;
}
