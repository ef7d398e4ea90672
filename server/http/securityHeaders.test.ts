import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createSecurityHeaders } from './securityHeaders.ts';
import { trustedOriginsOf } from './trustedOrigins.ts';

function sent(opts: { publicUrl: string; dev?: boolean; claimed?: Record<string, string> }) {
  const { publicUrl, dev = false } = opts;
  const headers = createSecurityHeaders({ publicUrl, trusted: trustedOriginsOf({ publicUrl }), dev });
  const set: Record<string, string> = {};
  const setHeader = (name: string, value: string) => {
    set[name] = value;
  };
  const res = { setHeader } as unknown as ServerResponse;
  const req = { headers: { ...opts.claimed } } as unknown as IncomingMessage;
  headers.onEvery(res);
  const data = { ...set };
  headers.onPage(req, res);
  return { data, page: set, req };
}

describe('createSecurityHeaders', () => {
  it('forbids data responses to load or frame anything', () => {
    const { data } = sent({ publicUrl: 'https://desk.example' });
    expect(data['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(data['strict-transport-security']).toMatch(/max-age=31536000/);
  });

  it('has headers for TLS only where there is TLS', () => {
    const { page } = sent({ publicUrl: 'http://localhost:3000' });
    expect(page).not.toHaveProperty('strict-transport-security');
    expect(page['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(sent({ publicUrl: 'https://desk.example' }).page['content-security-policy']).toContain(
      'upgrade-insecure-requests',
    );
  });

  it('gives each page its own nonce and ignores the client’s headers', () => {
    const claimed = {
      'content-security-policy': "script-src 'nonce-mine'",
      'content-security-policy-report-only': 'x',
      'x-nonce': 'mine',
    };
    const { page, req } = sent({ publicUrl: 'https://desk.example', claimed });
    const policy = page['content-security-policy'] ?? '';
    const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)' 'strict-dynamic';/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(req.headers).toEqual({ 'content-security-policy': policy, 'x-nonce': nonce });
    expect(policy).toContain("connect-src 'self' wss://desk.example;");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline/);
    expect(sent({ publicUrl: 'https://desk.example' }).page['content-security-policy']).not.toBe(policy);
  });
});
