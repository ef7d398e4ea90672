import { EngineError, type ErrorCode } from '../../core/errors/engineError.ts';
import type { PlacedAnswer } from '../../core/order/placeMany.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import type { Taken } from '../limits/limiter.ts';
import { errorShapeOf, refusalOf, trpcErrorOf } from '../trpc/errorShape.ts';
import { inputError } from '../trpc/inputError.ts';
import { logTrpcError } from '../trpc/logTrpcError.ts';
import { indexFor } from './indexFor.ts';
import { placeOrder } from './placeOrder.ts';

/** Refusals that concern the whole call: if each processed order got the same one, the call is refused like a single order. */
const OF_THE_CALL: ReadonlySet<ErrorCode> = new Set(['UNAUTHENTICATED', 'UNAVAILABLE']);

/**
 * Places the orders of one call, each like `placeOrder`, and returns their results in the order given; a bad order does not affect the others.
 * They reach Postgres together, since they join its batch at the same moment. Orders beyond `allowed` are refused with its error. Throws
 * EngineError UNAUTHENTICATED or UNAVAILABLE when every well-formed order within the limit was refused with it.
 */
export async function placeMany(opts: {
  engine: Engine;
  identity: Identity;
  /** Unchecked requests. */
  orders: readonly unknown[];
  allowed: Taken;
}): Promise<{ answers: PlacedAnswer[] }> {
  const { engine, identity, orders, allowed } = opts;
  const sentOn = new Set<number>();
  const parsed = orders.map((request) => placeOrderInput.safeParse(request));
  const index = await indexFor(
    engine,
    parsed.flatMap(({ data }) => data ?? []),
  );
  async function placed(order: (typeof parsed)[number], at: number) {
    if (at >= allowed.uses && allowed.refusal !== undefined) throw allowed.refusal;
    if (!order.success) throw inputError(order.error);
    sentOn.add(at);
    return placeOrder({ engine, identity, order: order.data, index });
  }
  const ends = await Promise.allSettled(parsed.map(placed));
  const failure = failureOfAll(ends.filter((_end, at) => sentOn.has(at)));
  if (failure !== undefined) throw failure;
  return {
    answers: ends.map((end) =>
      end.status === 'fulfilled' ? { order: end.value } : { error: refusalOfOne(engine, end.reason) },
    ),
  };
}

/** The common error of all these orders, if it concerns the whole call. */
function failureOfAll(ends: readonly PromiseSettledResult<unknown>[]): EngineError | undefined {
  const errors = ends.map((end) =>
    end.status === 'rejected' && end.reason instanceof EngineError ? end.reason : undefined,
  );
  const [first] = errors;
  if (first === undefined || !OF_THE_CALL.has(first.code)) return undefined;
  return errors.every((error) => error?.code === first.code) ? first : undefined;
}

/** The refusal of one order, logged like the error of a call. */
function refusalOfOne({ logger }: Pick<Engine, 'logger'>, thrown: unknown) {
  const error = trpcErrorOf(thrown);
  logTrpcError({ error, procedure: 'orders.placeMany', logger });
  return refusalOf(errorShapeOf(error));
}
