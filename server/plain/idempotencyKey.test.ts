import { describe, expect, it } from 'vitest';
import { withIdempotencyKey } from './idempotencyKey.ts';

const keyOf = (header: string | undefined, body: unknown = {}) =>
  withIdempotencyKey({ body, headers: header === undefined ? {} : { 'idempotency-key': header } });

describe('the Idempotency-Key header', () => {
  it('sets the field, bare or as a quoted string', () => {
    expect(keyOf('k-1')).toEqual({ idempotencyKey: 'k-1' });
    expect(keyOf('"k-1"')).toEqual({ idempotencyKey: 'k-1' });
    expect(keyOf('"a\\\\b\\"c"')).toEqual({ idempotencyKey: 'a\\b"c' });
    expect(keyOf('"open')).toEqual({ idempotencyKey: '"open' });
    // No value, and two values as Node joins them: the schema refuses both.
    expect(keyOf('')).toEqual({ idempotencyKey: '' });
    expect(keyOf('a, b')).toEqual({ idempotencyKey: 'a, b' });
    expect(keyOf(undefined, { idempotencyKey: 'f' })).toEqual({ idempotencyKey: 'f' });
  });

  it('must equal the field when both are there', () => {
    for (const header of ['f', '"f"']) expect(keyOf(header, { idempotencyKey: 'f' })).toEqual({ idempotencyKey: 'f' });
    expect(keyOf('"f"', { idempotencyKey: '"f"' })).toEqual({ idempotencyKey: '"f"' });
    for (const own of ['g', '', null, 1, 'F']) expect(() => keyOf('f', { idempotencyKey: own })).toThrow(/differ/);
    expect(() => keyOf('', { idempotencyKey: 'f' })).toThrow(/differ/);
  });

  it('does not change a body that is no order', () => {
    for (const body of [null, 'text', 1, []]) expect(keyOf('k', body)).toBe(keyOf(undefined, body));
  });
});
