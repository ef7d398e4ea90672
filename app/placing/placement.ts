import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import { dropStored, keepStored, readStored } from '../browser/browserStorage.ts';

const STORED_AS = 'oee.placements';

/** An order that the trader has sent and the server has not yet answered. It is stored before it is sent, if the browser allows it. */
export type Placement = {
  readonly traderId: string;
  /** Milliseconds since 1970 by the server's clock, as far as the page knew it. */
  readonly clickedAt: number;
  readonly request: PlaceOrderRequest;
};

const TEXTS = ['tokenIn', 'tokenOut', 'amountIn', 'idempotencyKey'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Stored data may be from an older page, or forged: only valid requests are used. The server checks them again. */
function isPlacement(value: unknown): value is Placement {
  if (!isRecord(value) || !isRecord(value.request)) return false;
  const { request } = value;
  return (
    typeof value.traderId === 'string' &&
    typeof value.clickedAt === 'number' &&
    (request.type === undefined || typeof request.type === 'string') &&
    (request.slippageBps === undefined || typeof request.slippageBps === 'number') &&
    (request.minOut === undefined || typeof request.minOut === 'string') &&
    TEXTS.every((field) => typeof request[field] === 'string')
  );
}

/** The placements stored in this browser, of all tabs and traders. */
export function storedPlacements(): Placement[] {
  try {
    const stored: unknown = JSON.parse(readStored(STORED_AS) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPlacement) : [];
  } catch {
    return [];
  }
}

/** Stores the placement, so that it survives a reload. False when the browser can't store it: it then exists only in this page. */
export function rememberPlacement(placement: Placement): boolean {
  return keepStored(STORED_AS, JSON.stringify([...storedPlacements(), placement]));
}

export function forgetPlacement(idempotencyKey: string): void {
  const others = storedPlacements().filter(({ request }) => request.idempotencyKey !== idempotencyKey);
  if (others.length === 0) dropStored(STORED_AS);
  else keepStored(STORED_AS, JSON.stringify(others));
}
