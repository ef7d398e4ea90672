import { EngineError, ERRORS, type ErrorCode } from '../../core/errors/engineError.ts';
import { type AmendAnswer, amendedRequest, foreignFields, type OrderChanges } from '../../core/order/amendOrder.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { ownTerms } from '../../core/order/ownTerms.ts';
import { findToken } from '../../core/tokens/token.ts';
import type { AmendVerdict } from '../../drizzle/orderAmendment.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import { acceptancePrice } from './acceptancePrice.ts';
import { indexFor } from './indexFor.ts';

const CODES = {
  unknown: 'ORDER_NOT_FOUND',
  not_amendable: 'NOT_AMENDABLE',
  too_late: 'TOO_LATE',
  conflict: 'VERSION_CONFLICT',
  insufficient: 'INSUFFICIENT_BALANCE',
} as const satisfies Record<Exclude<AmendVerdict, 'amended'>, ErrorCode>;

/** What the sentences of refused orders say about the order; a refused amendment leaves one as it is. */
const NOT_PLACED = 'No order was placed and no funds moved';
const NOT_CHANGED = 'The order was not changed and no funds moved';

/** The refusal of an amendment, with a sentence about the order that stays as it was. */
function refusalOf(code: ErrorCode): EngineError {
  return new EngineError({ code, text: ERRORS[code].text.replace(NOT_PLACED, NOT_CHANGED) });
}

/**
 * Changes the terms of an order that rests, and its hold with them, in one transaction, if its version is still `version`. The order with its changes is
 * checked like a new one. Returns it as it is then. Throws EngineError ORDER_NOT_FOUND, NOT_AMENDABLE, TOO_LATE (it is being executed or has ended),
 * VERSION_CONFLICT, INVALID_REQUEST with the field that its kind does not have, INSUFFICIENT_BALANCE, a refusal of `acceptancePrice`, or UNAVAILABLE.
 */
export async function amendOrder(opts: {
  engine: Engine;
  identity: Identity;
  orderId: string;
  version: number;
  changes: OrderChanges;
}): Promise<AmendAnswer> {
  const { engine, identity, orderId, version, changes } = opts;
  const { traderId } = identity;
  const order = amendable(await engine.history.find({ traderId, orderId }), opts);
  // A server that has just started does not know the listing until the chain answers.
  if ([order.tokenIn, order.tokenOut].some((mint) => findToken(mint) === undefined))
    throw refusalOf('MARKET_UNAVAILABLE');
  const request = amendedRequest(order, changes);
  const { refusal, ...price } = acceptancePrice({
    market: engine.market,
    order: request,
    index: await indexFor(engine, [request]),
  });
  if (refusal !== undefined) throw refusalOf(refusal);
  const { requestedMinOut, trigger, exit } = ownTerms(request);
  const verdict = await engine.amendment.amend({
    ...{ traderId, orderId, version, amountIn: request.amountIn, requestedMinOut, trigger, exit, ...price },
    validForMs: changes.validForSeconds === undefined ? undefined : changes.validForSeconds * 1_000,
  });
  if (verdict !== 'amended') throw refusalOf(CODES[verdict]);
  engine.publishNews([traderId]);
  const amended = await engine.history.find({ traderId, orderId });
  if (amended === undefined) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return { order: amended };
}

/** The order, if its kind, its status and its version allow these changes. */
function amendable(
  order: OrderView | undefined,
  { version, changes }: { version: number; changes: OrderChanges },
): OrderView {
  if (order === undefined) throw refusalOf('ORDER_NOT_FOUND');
  if (!orderKind(order.type).rests) throw refusalOf('NOT_AMENDABLE');
  const [foreign] = foreignFields(order.type, changes);
  if (foreign !== undefined)
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: `${foreign} is not a field of an order of type ${order.type}. Nothing was changed.`,
    });
  if (order.status !== 'pending') throw refusalOf('TOO_LATE');
  if (order.version !== version) throw refusalOf('VERSION_CONFLICT');
  return order;
}
