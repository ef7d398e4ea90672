import { NO_AMOUNT, NO_ORDER, type Probe, REFUSED } from '../testing/probe.ts';
import { orders, place, rpc } from '../testing/requests.ts';

/** Input that no schema allows. */
export const byInput: readonly Probe[] = [
  {
    name: '__proto__ as a field',
    ask: ({ asMallory }) => orders(asMallory(), `{"__proto__":{"polluted":true},${JSON.stringify(place()).slice(1)}`),
    ...REFUSED,
  },
  {
    name: 'constructor as a field',
    ask: ({ asMallory }) => orders(asMallory(), place({ constructor: { prototype: { polluted: true } } })),
    ...REFUSED,
  },
  {
    name: '__proto__ as a token',
    ask: ({ asMallory }) => orders(asMallory(), place({ tokenIn: '__proto__' })),
    status: 400,
    code: 'UNKNOWN_TOKEN',
  },
  {
    name: '__proto__ as a procedure',
    ask: ({ asMallory }) => ({ path: rpc('__proto__.toString'), headers: asMallory() }),
    status: 404,
    code: 'INVALID_REQUEST',
  },
  ...['１００', '١٢٣', '1e9', '-1', '0x10', ' 1', '1.0', '+1', '', '0', '18446744073709551616', '9'.repeat(10_000)].map(
    (amountIn): Probe => ({
      name: `the amount ${JSON.stringify(amountIn.slice(0, 24))}`,
      ask: ({ asMallory }) => orders(asMallory(), place({ amountIn })),
      ...NO_AMOUNT,
    }),
  ),
  {
    name: 'an amount as a number',
    ask: ({ asMallory }) => orders(asMallory(), place({ amountIn: 1_000 })),
    ...NO_AMOUNT,
  },
  {
    name: 'a slippage beyond all bounds',
    ask: ({ asMallory }) => orders(asMallory(), place({ slippageBps: 1e308 })),
    ...REFUSED,
  },
  {
    name: 'a NUL in the idempotency key',
    ask: ({ asMallory }) => orders(asMallory(), place({ idempotencyKey: 'a\u0000b' })),
    ...REFUSED,
  },
  {
    name: 'SQL for an order’s id',
    ask: ({ asMallory }) => ({ path: rpc('orders.get', { orderId: "' or 1=1 --" }), headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'SQL in a path',
    ask: ({ asMallory }) => ({ path: `/api/orders/${encodeURIComponent("' or 1=1 --")}`, headers: asMallory() }),
    ...NO_ORDER,
  },
  {
    name: 'a NUL in a wallet’s nonce',
    ask: () => ({ path: '/api/auth/sign-in/wallet', body: { nonce: 'a\u0000b', signature: 'x' } }),
    ...REFUSED,
  },
  {
    name: 'a NUL in a key’s id',
    ask: ({ asMallory }) => orders(asMallory(), { keyId: 'a\u0000b' }, rpc('apiKeys.revoke')),
    ...REFUSED,
  },
  { name: 'an address that is no path', ask: ({ asMallory }) => ({ path: '*', headers: asMallory() }), ...REFUSED },
  { name: 'an array for an order', ask: ({ asMallory }) => orders(asMallory(), [place()]), ...REFUSED },
  {
    name: 'a path that is no text',
    ask: ({ asMallory }) => ({ path: '/api/trpc/%E0%A4%A', headers: asMallory() }),
    ...REFUSED,
  },
  { name: 'JSON that breaks off', ask: ({ asMallory }) => orders(asMallory(), '{"type":"market"'), ...REFUSED },
  {
    name: 'JSON thirty thousand deep',
    ask: ({ asMallory }) => orders(asMallory(), '['.repeat(30_000) + ']'.repeat(30_000)),
    ...REFUSED,
  },
];
