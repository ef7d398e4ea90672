import { describe, expect, it } from 'vitest';
import { FAILURE_CODES } from '../errors/engineError.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { MAX_SLIPPAGE_BPS } from './kinds/bound.ts';
import { ORDER_KINDS } from './kinds/orderKinds.ts';
import { RESTING_NAMES } from './kinds/restingNames.ts';
import { placeOrderInput, requestFingerprint } from './placeOrder.ts';

const NAMES = ORDER_KINDS.map(({ name }) => `'${name}'`).join(' or ');
const asked = { tokenIn: 'SOL', tokenOut: 'usdc', amountIn: '7', slippageBps: 50, idempotencyKey: 'k' };
const refusals = (request: unknown) =>
  placeOrderInput.safeParse(request).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

it('the list of the kinds that rest names them all', () => {
  expect(ORDER_KINDS.filter(({ rests }) => rests).map(({ name }) => name)).toEqual(RESTING_NAMES);
});

describe('every kind of order', () => {
  it.each(ORDER_KINDS)('$name has a validity, and does not redefine the common fields', (kind) => {
    const { usualSeconds, longestSeconds } = kind.validity;
    expect(usualSeconds).toBeGreaterThan(0);
    expect(longestSeconds).toBeGreaterThanOrEqual(usualSeconds);
    const common = ['type', 'tokenIn', 'tokenOut', 'amountIn', 'validForSeconds', 'idempotencyKey'];
    expect(Object.keys(kind.fields).filter((field) => common.includes(field))).toEqual([]);
    expect(Object.keys(kind.request.shape).sort()).toEqual([...common, ...Object.keys(kind.fields)].sort());
    expect(FAILURE_CODES.map((code) => kind.afterMiss(code))).toContain('end');
  });

  it('has a unique name', () => {
    expect(new Set(ORDER_KINDS.map(({ name }) => name)).size).toBe(ORDER_KINDS.length);
  });
});

describe('a request', () => {
  it('that names no kind is a market order, and equals the request that names it', () => {
    const [named, unnamed] = [{ type: 'market', ...asked }, asked].map((request) => placeOrderInput.parse(request));
    expect(unnamed).toEqual(named);
    expect(unnamed).toMatchObject({ type: 'market', tokenIn: SOL.mint, tokenOut: USDC.mint, amountIn: 7n });
  });

  it('has the same fingerprint as requests stored by earlier versions', () => {
    const of = (change: object) => requestFingerprint(placeOrderInput.parse({ ...asked, ...change }));
    const start = `["market","${SOL.mint}","${USDC.mint}","7",50`;
    expect(of({})).toBe(`${start},null,null]`);
    expect(of({ minOut: '5' })).toBe(`${start},"5",null]`);
    expect(of({ validForSeconds: 3_600, idempotencyKey: 'another' })).toBe(`${start},null,3600]`);
  });

  it('is refused with the name of the invalid field', () => {
    expect(refusals({ ...asked, type: 'wish' })).toEqual([`type must be ${NAMES}`]);
    expect(refusals({ ...asked, type: null })).toEqual([`type must be ${NAMES}`]);
    expect(refusals({ ...asked, slippageBps: MAX_SLIPPAGE_BPS + 1 })).toEqual([
      `slippageBps must be at most ${MAX_SLIPPAGE_BPS}`,
    ]);
    expect(refusals({ ...asked, validForSeconds: 3_601 })).toEqual(['validForSeconds must be at most 3600']);
    expect(refusals({ ...asked, tokenOut: 'SOL' })).toEqual(['tokenOut must differ from tokenIn']);
    expect(refusals({ ...asked, price: '1' })).toEqual([' Unrecognized key: "price"']);
  });
});
