import { describe, expect, it } from 'vitest';
import { localUrl } from './publicUrl.ts';
import { trustedOriginsOf } from './trustedOrigins.ts';

const port = 3000;
const origins = (publicUrl: string, address: string) =>
  [...trustedOriginsOf({ publicUrl, listening: { address, port } }).list].sort();

describe('the origins that are trusted', () => {
  it.each([
    ['127.0.0.1', ['http://127.0.0.1:3000', 'http://localhost:3000']],
    ['::1', ['http://[::1]:3000', 'http://localhost:3000']],
    ['0.0.0.0', ['http://127.0.0.1:3000', 'http://localhost:3000']],
    ['::', ['http://127.0.0.1:3000', 'http://[::1]:3000', 'http://localhost:3000']],
    ['192.0.2.7', ['http://192.0.2.7:3000']],
    ['2001:db8::7', ['http://[2001:db8::7]:3000']],
  ])('are those where it listens, when it listens on %s', (address, expected) => {
    expect(origins(localUrl({ host: address, port }), address)).toEqual(expected);
  });

  it('are only the public address where that is another host, port or scheme', () => {
    expect(origins('https://desk.example', '0.0.0.0')).toEqual(['https://desk.example']);
    expect(origins('http://localhost:8080', '127.0.0.1')).toEqual(['http://localhost:8080']);
    expect(origins('http://[::1]:3000', '127.0.0.1')).toEqual(['http://[::1]:3000']);
    expect(origins('https://localhost', '127.0.0.1')).toEqual(['https://localhost']);
  });

  it('contain no other origin', () => {
    const { has } = trustedOriginsOf({ publicUrl: 'http://localhost:3000', listening: { address: '127.0.0.1', port } });
    for (const origin of [
      'null',
      '',
      'http://localhost',
      'http://localhost:3001',
      'https://localhost:3000',
      'http://[::1]:3000',
      'http://LOCALHOST:3000',
      'http://127.0.0.2:3000',
      'http://127.1:3000',
      'http://0.0.0.0:3000',
      'http://localhost.:3000',
    ])
      expect(has(origin), origin).toBe(false);
  });
});
