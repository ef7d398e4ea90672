import { createHash, randomBytes } from 'node:crypto';

/** `oee_` and 256 random bits in base64url. The prefix lets scanners of leaked secrets know it. */
const API_KEY = /^oee_[A-Za-z0-9_-]{43}$/;

/** Characters of a key that its owner sees later. */
const START_LENGTH = 8;

/** A new key: itself, to be shown once, and what is kept of it. */
export function newApiKey(): { key: string; hash: string; start: string } {
  const key = `oee_${randomBytes(32).toString('base64url')}`;
  return { key, hash: sha256(key), start: key.slice(0, START_LENGTH) };
}

/** What is kept of a key: its SHA-256, hex. Undefined for what can't be one, so that nobody's nonsense reaches the database. */
export function apiKeyHash(key: string): string | undefined {
  return API_KEY.test(key) ? sha256(key) : undefined;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
