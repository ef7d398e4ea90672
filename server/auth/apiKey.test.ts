import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { apiKeyHash, newApiKey } from './apiKey.ts';

describe('an API key', () => {
  it('is 256 random bits behind a prefix, of which only the hash is kept', () => {
    const made = newApiKey();
    expect(made.key).toMatch(/^oee_[A-Za-z0-9_-]{43}$/);
    expect(made.start).toBe(made.key.slice(0, 8));
    expect(made.hash).toBe(createHash('sha256').update(made.key).digest('hex'));
    expect(apiKeyHash(made.key)).toBe(made.hash);
    expect(newApiKey().key).not.toBe(made.key);
  });

  it.each([
    '',
    'oee_',
    `oee_${'a'.repeat(42)}`,
    `oee_${'a'.repeat(44)}`,
    `OEE_${'a'.repeat(43)}`,
    `oee_${'ä'.repeat(43)}`,
  ])('is not %o', (text) => expect(apiKeyHash(text)).toBeUndefined());
});
