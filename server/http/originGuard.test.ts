import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createForeignOriginLog, foreignTo } from './originGuard.ts';
import { trustedOriginsOf } from './trustedOrigins.ts';

const publicUrl = 'http://localhost:3000';
const trusted = trustedOriginsOf({ publicUrl });
const codeOf = (headers: IncomingHttpHeaders) => foreignTo({ headers, trusted })?.code;

describe('a request of a page', () => {
  it('may change state when the page is ours, or when a program sends it', () => {
    for (const headers of [
      {},
      { origin: publicUrl },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ])
      expect(codeOf(headers)).toBeUndefined();
  });

  it('is refused with a reason when the page’s address is not allowed', () => {
    for (const origin of ['https://desk.example', 'http://192.0.2.7:3000', 'null', ''])
      expect(codeOf({ origin, 'sec-fetch-site': 'same-origin' })).toBe('ORIGIN_NOT_ALLOWED');
    expect(foreignTo({ headers: { origin: 'https://desk.example' }, trusted })?.text).toMatch(/PUBLIC_URL/);
    expect(codeOf({ 'sec-fetch-site': 'cross-site' })).toBe('FORBIDDEN');
  });

  it('is logged once per origin, with the setting, and for a bounded number of origins', () => {
    const lines: string[] = [];
    const log = createForeignOriginLog({
      warn: (_, line) => void lines.push(line),
      publicUrl,
    });
    for (let i = 0; i < 3; i += 1) log('https://desk.example');
    expect(lines).toEqual([expect.stringContaining('set PUBLIC_URL=https://desk.example')]);
    for (const origin of [undefined, 'null', '', 'https://desk\nforged line', `https://${'x'.repeat(300)}`])
      log(origin);
    expect(lines).toHaveLength(1);
    for (let i = 0; i < 1_000; i += 1) log(`https://${i}.example`);
    expect(lines).toHaveLength(20);
  });
});
