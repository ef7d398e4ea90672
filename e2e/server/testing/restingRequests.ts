import { randomBytes } from 'node:crypto';
import type { RouterInputs } from '../../../client/index.ts';

type Request = RouterInputs['orders']['place'];
type RequestOf<Type> = Extract<Request, { type: Type }>;

/** 1 SOL is worth 150 USDC on the still market; as a price of a trigger. */
export const usdcForSol = (usdc: number) => ({ amountIn: '1000000000', amountOut: String(usdc * 1_000_000) });

const base = () => ({
  tokenIn: 'SOL',
  tokenOut: 'USDC',
  amountIn: '1000000000',
  idempotencyKey: randomBytes(8).toString('hex'),
});

/** Orders of 1 SOL for USDC that rest on the still market, one function for each kind that rests. */
export const limitOf = (change: Partial<RequestOf<'limit'>> = {}) =>
  ({ ...base(), type: 'limit', minOut: '160000000', ...change }) as const;
export const stopOf = (change: Partial<RequestOf<'stop'>> = {}) =>
  ({ ...base(), type: 'stop', stopPrice: usdcForSol(140), ...change }) as const;
export const takeProfitOf = (change: Partial<RequestOf<'takeProfit'>> = {}) =>
  ({ ...base(), type: 'takeProfit', takeProfitPrice: usdcForSol(160), ...change }) as const;
export const trailingStopOf = (change: Partial<RequestOf<'trailingStop'>> = {}) =>
  ({ ...base(), type: 'trailingStop', trailBps: 500, ...change }) as const;
export const bracketOf = (change: Partial<RequestOf<'bracket'>> = {}) =>
  ({
    ...base(),
    type: 'bracket',
    minOut: '160000000',
    // Of the exit, which sells the USDC for SOL again: at 140 USDC for a SOL with a gain, at 180 with a loss.
    takeProfitPrice: { amountIn: '140000000', amountOut: '1000000000' },
    stopPrice: { amountIn: '180000000', amountOut: '1000000000' },
    ...change,
  }) as const;
export const ocoOf = (change: Partial<RequestOf<'oco'>> = {}) =>
  ({ ...base(), type: 'oco', takeProfitPrice: usdcForSol(160), stopPrice: usdcForSol(140), ...change }) as const;
