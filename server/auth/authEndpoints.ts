import { z } from 'zod';
import { base58Decode } from '../../core/transaction/base58.ts';
import { isForgeableKey } from './forgeableKey.ts';

/** A password's length in characters. Any characters are allowed. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

const email = z
  .string({ error: 'must be an e-mail address' })
  .max(254, { error: 'must be at most 254 characters' })
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email({ error: 'must be an e-mail address' }))
  // The server generates such addresses for users without one (RFC 6761).
  .refine((text) => !text.endsWith('.invalid'), { error: 'must be an e-mail address' });

const newPassword = z
  .string({ error: 'must be a text' })
  .min(PASSWORD_LENGTH.min, { error: `must be at least ${PASSWORD_LENGTH.min} characters` })
  .max(PASSWORD_LENGTH.max, { error: `must be at most ${PASSWORD_LENGTH.max} characters` });

/** Not checked against today's rules; only its length is bounded. */
const knownPassword = z
  .string({ error: 'must be a text' })
  .min(1, { error: 'must not be empty' })
  .max(PASSWORD_LENGTH.max, { error: `must be at most ${PASSWORD_LENGTH.max} characters` });

const displayName = z
  .string()
  .trim()
  .min(1, { error: 'must not be empty' })
  .max(60, { error: 'must be at most 60 characters' })
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, { error: 'must not hold control characters' });

/** A wallet's address: 32 bytes in base58. */
const address = z
  .string()
  .max(44)
  .refine((text) => base58Decode(text, 32) !== undefined, { error: 'must be a Solana address' })
  .refine((text) => !isForgeableKey(text), { error: 'must be a wallet’s address: anybody could sign for this one' });

/** The nonce of our challenge. */
const nonce = z.string().regex(/^[0-9a-f]{1,100}$/, { error: 'must be the nonce of a challenge' });

/** An ed25519 signature: 64 bytes in base58 or base64. */
const signature = z.string().max(100, { error: 'must be 64 bytes in base58 or base64' });

/** Whether API keys stay valid after the step that changes the sign-in method; by default they end. */
const keepApiKeys = z.boolean({ error: 'must be true or false' }).default(false);

export const createAccountBody = z.strictObject({
  email,
  password: newPassword,
  name: displayName.optional(),
  keepApiKeys,
});
export const changePasswordBody = z.strictObject({ currentPassword: knownPassword, newPassword, keepApiKeys });
export const walletChallengeBody = z.strictObject({ address });
export const walletSignInBody = z.strictObject({ nonce, signature, keepApiKeys });

export type AuthEndpoint = {
  readonly method: 'GET' | 'POST';
  /** The schema of the request; it is parsed before better-auth sees it. */
  readonly body: z.ZodType<object>;
  /** True for an endpoint that signs in. */
  readonly signsIn: boolean;
  /** True for an endpoint that checks a password. */
  readonly triesPassword: boolean;
};

const nothing = z.strictObject({});
const opens = (body: z.ZodType<object>): AuthEndpoint => ({
  method: 'POST',
  body,
  signsIn: true,
  triesPassword: false,
});

/** The open endpoints of better-auth, and our own within it. All others answer as if they did not exist. */
const AUTH_ENDPOINTS: ReadonlyMap<string, AuthEndpoint> = new Map<string, AuthEndpoint>([
  ['/api/auth/sign-in/anonymous', opens(nothing)],
  [
    '/api/auth/sign-in/email',
    { method: 'POST', body: z.strictObject({ email, password: knownPassword }), signsIn: true, triesPassword: true },
  ],
  ['/api/auth/sign-in/wallet/challenge', opens(walletChallengeBody)],
  ['/api/auth/sign-in/wallet', opens(walletSignInBody)],
  ['/api/auth/account/create', opens(createAccountBody)],
  [
    '/api/auth/change-password',
    {
      method: 'POST',
      body: changePasswordBody,
      signsIn: true,
      triesPassword: true,
    },
  ],
  ['/api/auth/sign-out', { method: 'POST', body: nothing, signsIn: false, triesPassword: false }],
  ['/api/auth/get-session', { method: 'GET', body: nothing, signsIn: false, triesPassword: false }],
]);

/** The open endpoint of a request; undefined when there is none. */
export function authEndpoint(opts: { path: string; method: string | undefined }): AuthEndpoint | undefined {
  const endpoint = AUTH_ENDPOINTS.get(opts.path);
  return endpoint?.method === opts.method ? endpoint : undefined;
}
