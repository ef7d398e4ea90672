import { createHash, randomBytes } from 'node:crypto';

/** `oee_` and 256 random bits in base64url. The prefix lets secret scanners recognise it. */
const API_KEY = /^oee_[A-Za-z0-9_-]{43}$/;

/** Characters of a key that its owner sees later. */
const START_LENGTH = 8;

/** A new key: the key itself, to be shown once, and the parts that are stored. */
export function newApiKey(): { key: string; hash: string; start: string } {
  const key = `oee_${randomBytes(32).toString('base64url')}`;
  return { key, hash: sha256(key), start: key.slice(0, START_LENGTH) };
}

/** The stored hash of a key: its SHA-256, hex. Undefined for a text that can't be a key, so that arbitrary input does not reach the database. */
export function apiKeyHash(key: string): string | undefined {
  return API_KEY.test(key) ? sha256(key) : undefined;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
