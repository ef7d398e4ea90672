import { v7 as uuidv7 } from 'uuid';
import { EngineError } from '../../core/errors/engineError.ts';
import type { IndexPrices } from '../../core/market/candleSchema.ts';
import { acceptedOrder } from '../../core/order/applyEvent.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import { shownTerms } from '../../core/order/orderTerms.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { ownTerms } from '../../core/order/ownTerms.ts';
import { type PlaceOrder, requestFingerprint } from '../../core/order/placeOrder.ts';
import type { Acceptance, AcceptanceResult } from '../../drizzle/orderIntake.ts';
import { endedCredential } from '../auth/endedCredential.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import { acceptancePrice } from './acceptancePrice.ts';

/**
 * Accepts a trader's order: prices it, commits order, hold and first event in one transaction, sends a hint to the workers if the order is due, and answers. Pricing
 * may refuse the order, but the store checks the idempotency key first: a repeated request returns its order even if the market has changed.
 * Throws EngineError with the refusal's code, IDEMPOTENCY_CONFLICT, or UNAVAILABLE.
 */
export async function placeOrder(opts: {
  engine: Engine;
  identity: Identity;
  order: PlaceOrder;
  /** For an order whose trigger watches it. */
  index: IndexPrices | undefined;
}): Promise<OrderView> {
  const { engine, identity, order, index } = opts;
  const kind = orderKind(order.type);
  const price = acceptancePrice({ market: engine.market, order, index });
  const item: Acceptance = {
    orderId: uuidv7(),
    traderId: identity.traderId,
    idempotencyKey: order.idempotencyKey,
    fingerprint: requestFingerprint(order),
    type: order.type,
    tokenIn: order.tokenIn,
    tokenOut: order.tokenOut,
    amountIn: order.amountIn,
    ...ownTerms(order),
    validForMs: (order.validForSeconds ?? kind.validity.usualSeconds) * 1_000,
    credential: identity.credential,
    ...price,
  };
  const result = await acceptWithTrader({ engine, identity, item });
  switch (result.verdict) {
    case 'accepted':
      // One that rests is not due before its trigger fires.
      if (!kind.rests) engine.dispatch({ orderId: result.orderId, epoch: 0, delayMs: 0 });
      engine.publishNews([identity.traderId]);
      return acceptedView({ item, acceptedAt: result.acceptedAt });
    case 'known':
      return knownOrder({ engine, identity, orderId: result.orderId });
    case 'conflict':
      throw new EngineError({ code: 'IDEMPOTENCY_CONFLICT' });
    case 'refused':
      if (result.code === 'UNAUTHENTICATED') {
        // The credential ended on another server, or just now: sockets and answers that use it here are checked again.
        engine.credentials.changed(identity.traderId);
        throw endedCredential(identity.signedInBy);
      }
      throw new EngineError({ code: result.code });
    case 'no_trader':
      throw new EngineError({ code: 'INTERNAL', detail: `the trader ${identity.traderId} could not be opened` });
  }
}

/** Accepts an order. Opens the trader first if an interrupted earlier call did not. */
async function acceptWithTrader(opts: {
  engine: Engine;
  identity: Identity;
  item: Acceptance;
}): Promise<AcceptanceResult> {
  const { engine, identity, item } = opts;
  const result = await engine.intake.accept(item);
  if (result.verdict !== 'no_trader') return result;
  await engine.identities.ensureTrader(identity);
  return engine.intake.accept(item);
}

async function knownOrder(opts: { engine: Engine; identity: Identity; orderId: string }): Promise<OrderView> {
  const order = await opts.engine.history.find({ traderId: opts.identity.traderId, orderId: opts.orderId });
  if (order === undefined)
    throw new EngineError({ code: 'INTERNAL', detail: `the order ${opts.orderId} is known but can't be read` });
  return order;
}

/** An order right after acceptance, made without reading it back. */
function acceptedView(opts: { item: Acceptance; acceptedAt: Date }): OrderView {
  const { item, acceptedAt } = opts;
  const terms = shownTerms({ ...item, version: 1, validUntil: new Date(acceptedAt.getTime() + item.validForMs) });
  return acceptedOrder({ orderId: item.orderId, acceptedAt: acceptedAt.toISOString(), terms });
}
