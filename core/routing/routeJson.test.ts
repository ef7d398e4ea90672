import { expect, test } from 'vitest';
import { JUP } from '../testing/usualListing.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { decodeRouteDecision } from './routeJson.ts';
import { routeDecisionJson } from './routeJsonSchema.ts';
import { routeKindOf, routePaths } from './routePaths.ts';

const leg = (pool: string, mintIn: string, mintOut: string, amountIn: string, amountOut: string) => ({
  venue: 'raydium',
  pool,
  mintIn,
  mintOut,
  amountIn,
  amountOut,
  fee: '3',
  priceImpactPpm: 10,
});

/** A route as stored before versions were counted. */
const stored = {
  kind: 'route',
  mintIn: JUP.mint,
  mintOut: USDC.mint,
  amountIn: '1000',
  venues: [
    { kind: 'filled', venue: 'raydium', pool: 'd', amountOut: '880', fee: '3', priceImpactPpm: 1, lostByPpm: 100 },
    { kind: 'refused', venue: 'withdrawn', pool: null, code: null, message: 'the venue has no pool for this pair' },
  ],
  route: {
    kind: 'two-hop',
    mintIn: JUP.mint,
    mintOut: USDC.mint,
    amountIn: '1000',
    amountOut: '900',
    priceImpactPpm: 20,
    legs: [leg('a', JUP.mint, SOL.mint, '1000', '950'), leg('b', SOL.mint, USDC.mint, '950', '900')],
  },
  why: { reason: 'two-hop-gain', gain: '20', gainPpm: 22222 },
};

test('a route that was stored before versions were counted is read, with its fees in their tokens', () => {
  const decision = decodeRouteDecision(routeDecisionJson.parse(stored));
  if (decision.kind !== 'route') throw new Error('the stored decision has a route');
  expect(decision.route.legs.map(({ feeMint }) => feeMint)).toEqual([JUP.mint, SOL.mint]);
  expect(decision.venues[0]).toMatchObject({ fee: 3n, feeMint: JUP.mint });
  expect(routePaths(decision.route).map((path) => path.map(({ mintOut }) => mintOut))).toEqual([[SOL.mint, USDC.mint]]);
  expect(routeKindOf(routePaths(decision.route))).toBe('two-hop');
});

test('paths and hops follow from the legs', () => {
  const legs = [
    { ...leg('a', JUP.mint, USDC.mint, '', ''), amountIn: 400n, amountOut: 350n },
    { ...leg('b', JUP.mint, SOL.mint, '', ''), amountIn: 500n, amountOut: 480n },
    { ...leg('c', JUP.mint, SOL.mint, '', ''), amountIn: 100n, amountOut: 90n },
    { ...leg('d', SOL.mint, USDC.mint, '', ''), amountIn: 569n, amountOut: 530n },
  ].map((one) => ({ ...one, mintIn: one.mintIn as typeof SOL.mint, mintOut: one.mintOut as typeof SOL.mint }));
  const paths = routePaths({ mintIn: JUP.mint, legs });
  expect(
    paths.map((path) => path.map((hop) => [hop.amountIn, hop.amountOut, hop.legs.map(({ pool }) => pool)])),
  ).toEqual([
    [[400n, 350n, ['a']]],
    [
      [600n, 570n, ['b', 'c']],
      [569n, 530n, ['d']],
    ],
  ]);
});
