import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { errorShapeOf, requestIdOf, shapeOfThrown } from './errorShape.ts';
import { inputError } from './inputError.ts';

const order = {
  type: 'market',
  tokenIn: 'SOL',
  tokenOut: 'USDC',
  amountIn: '1000',
  slippageBps: 50,
  idempotencyKey: 'key',
};

function refused(change: Record<string, unknown>) {
  const parsed = placeOrderInput.safeParse({ ...order, ...change });
  if (parsed.success) throw new Error('was accepted');
  const { code, text } = errorShapeOf(new TRPCError({ code: 'BAD_REQUEST', cause: parsed.error })).data;
  return { code, text };
}

describe('errorShapeOf', () => {
  it.each([
    [{ tokenIn: 'DOGE' }, 'UNKNOWN_TOKEN', 'tokenIn is not a listed token.'],
    [{ tokenIn: undefined }, 'UNKNOWN_TOKEN', 'tokenIn must name a token'],
    [{ tokenOut: 'SOL' }, 'SAME_TOKEN', 'tokenOut must differ from tokenIn.'],
    [{ amountIn: '0' }, 'INVALID_AMOUNT', 'amountIn must be a whole number of base units'],
    [{ amountIn: 5 }, 'INVALID_AMOUNT', 'amountIn must be a decimal string'],
    [{ minOut: '-1' }, 'INVALID_AMOUNT', 'minOut must be'],
    [{ slippageBps: 5001 }, 'INVALID_REQUEST', 'slippageBps must be at most 5000.'],
    [{ idempotencyKey: '' }, 'INVALID_REQUEST', 'idempotencyKey must not be empty.'],
    [{ surprise: 1 }, 'INVALID_REQUEST', 'The field surprise is not known here.'],
  ])('describes the error of %o', (change, code, sentence) => {
    const told = refused(change);
    expect(told.code).toBe(code);
    expect(told.text).toContain(sentence);
    expect(told.text).toMatch(/Nothing was changed\.$/);
  });

  it('calls no token unknown while the server has no listing', () => {
    const parsed = placeOrderInput.safeParse({ ...order, tokenIn: 'DOGE' });
    if (parsed.success) throw new Error('was accepted');
    expect(inputError(parsed.error, { hasListing: false })).toMatchObject({
      code: 'MARKET_UNAVAILABLE',
      retryable: true,
    });
    expect(inputError(parsed.error, { hasListing: true })).toMatchObject({ code: 'UNKNOWN_TOKEN', retryable: false });
  });

  it('has code, sentence, retryability and status of an EngineError', () => {
    const cause = new EngineError({ code: 'INTAKE_PAUSED', detail: 'select 1 from secrets' });
    const shape = errorShapeOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause }));
    expect(shape.data).toMatchObject({ code: 'INTAKE_PAUSED', retryable: true, httpStatus: 503 });
    expect(shape.message).toBe(shape.data.text);
    expect(JSON.stringify(shape)).not.toContain('select');
  });

  it('reveals of an unexpected error only the id under which it is logged', () => {
    for (const cause of [
      new Error('password=hunter2 at /srv/app.ts'),
      new ZodError([]),
      new TypeError('x is undefined'),
    ]) {
      const error = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: cause.message, cause });
      const shape = errorShapeOf(error);
      expect(shape.data).toMatchObject({ code: 'INTERNAL', retryable: true, httpStatus: 500 });
      expect(shape.data.requestId).toBe(requestIdOf(error));
      expect(Object.keys(shape.data).sort()).toEqual(['code', 'httpStatus', 'requestId', 'retryable', 'text']);
      expect(JSON.stringify(shape)).not.toMatch(/hunter2|srv|undefined/);
    }
  });

  it('has codes for refusals by tRPC itself', () => {
    expect(
      errorShapeOf(new TRPCError({ code: 'NOT_FOUND', message: 'No procedure found on path "x"' })).data,
    ).toMatchObject({
      code: 'INVALID_REQUEST',
      httpStatus: 404,
    });
    expect(errorShapeOf(new TRPCError({ code: 'METHOD_NOT_SUPPORTED' })).data.httpStatus).toBe(405);
  });

  it('gives errors thrown outside tRPC the same shape', () => {
    expect(shapeOfThrown(new EngineError({ code: 'FORBIDDEN' })).data).toMatchObject({
      code: 'FORBIDDEN',
      httpStatus: 403,
    });
    expect(shapeOfThrown('a string').data.code).toBe('INTERNAL');
  });
});
