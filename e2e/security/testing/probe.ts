import { expect } from 'vitest';
import type { Ask, Told } from './ask.ts';
import type { Scene } from './scene.ts';

/** A request of an attacker, and its only allowed answer. docs/security.md lists it by its name. */
export type Probe = { name: string; ask: (scene: Scene) => Ask; status: number; code?: string };

export const FORBIDDEN = { status: 403, code: 'FORBIDDEN' };
/** The same for a request of a page from another origin. */
export const FOREIGN = { status: 403, code: 'ORIGIN_NOT_ALLOWED' };
export const NOBODY = { status: 401, code: 'UNAUTHENTICATED' };
export const REFUSED = { status: 400, code: 'INVALID_REQUEST' };
export const NO_ORDER = { status: 404, code: 'ORDER_NOT_FOUND' };
export const NO_AMOUNT = { status: 400, code: 'INVALID_AMOUNT' };
export const NO_METHOD = { status: 405, code: 'INVALID_REQUEST' };
export const TOO_LARGE = { status: 413, code: 'INVALID_REQUEST' };

/** Checks the headers that every answer has, and that the answer contains no internals. */
export function lookOver(told: Told): void {
  expect(told.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'referrer-policy': 'same-origin',
  });
  expect(told.headers).not.toHaveProperty('access-control-allow-origin');
  expect(told.headers).not.toHaveProperty('x-powered-by');
  expect(told.text).not.toMatch(/node_modules|\bat \w+ \(|postgres|select .* from|engine\.orders|\/work|\.ts:\d/i);
  if (told.status >= 400) expect(told.text).toMatch(/"requestId":"[0-9a-f-]{36}"/);
}
