import { z } from 'zod';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';

const STORED_AS = 'oee.placements';

const storedPlacement = z.object({
  traderId: z.string(),
  clickedAt: z.number(),
  request: z.object({
    type: z.literal('market'),
    tokenIn: z.string(),
    tokenOut: z.string(),
    amountIn: z.string(),
    slippageBps: z.number(),
    minOut: z.string().optional(),
    idempotencyKey: z.string(),
  }),
});

/** An order that the trader has sent off and the server has not yet answered. It is stored before it is sent. */
export type Placement = {
  readonly traderId: string;
  /** Milliseconds since 1970 by this browser's clock. */
  readonly clickedAt: number;
  readonly request: PlaceOrderRequest;
};

/** The placements that are stored in this browser, those of all tabs and traders. */
export function storedPlacements(): Placement[] {
  try {
    const parsed = z.array(storedPlacement).safeParse(JSON.parse(localStorage.getItem(STORED_AS) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function store(placements: readonly Placement[]): void {
  localStorage.setItem(STORED_AS, JSON.stringify(placements));
}

export function rememberPlacement(placement: Placement): void {
  store([...storedPlacements(), placement]);
}

export function forgetPlacement(idempotencyKey: string): void {
  store(storedPlacements().filter(({ request }) => request.idempotencyKey !== idempotencyKey));
}
