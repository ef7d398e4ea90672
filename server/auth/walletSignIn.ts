import { randomBytes, randomUUID } from 'node:crypto';
import { address, getPublicKeyFromAddress, signatureBytes, verifySignature } from '@solana/kit';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { EngineError } from '../../core/errors/engineError.ts';
import { base58Decode } from '../../core/transaction/base58.ts';
import type { Database } from '../../drizzle/database.ts';
import { claimGuest } from '../../drizzle/guestClaim.ts';
import { walletChallengeBody, walletSignInBody } from './authEndpoints.ts';

const PROVIDER = 'solana';
/** Milliseconds for which a challenge is valid. */
const CHALLENGE_MS = 5 * 60 * 1_000;
const SIGNATURE_BYTES = 64;
const PLACEHOLDER_DOMAIN = 'solana.placeholder.invalid';

const challengeId = (nonce: string) => `solana:${nonce}`;

/** The text that the wallet shows and signs: Sign-In With Solana, which follows EIP-4361. */
function challengeText(opts: {
  host: string;
  uri: string;
  address: string;
  nonce: string;
  issuedAt: Date;
  expiresAt: Date;
}): string {
  return [
    `${opts.host} wants you to sign in with your Solana account:`,
    opts.address,
    '',
    'Sign in to the Order Execution Engine. This moves no funds and costs nothing.',
    '',
    `URI: ${opts.uri}`,
    'Version: 1',
    `Nonce: ${opts.nonce}`,
    `Issued At: ${opts.issuedAt.toISOString()}`,
    `Expiration Time: ${opts.expiresAt.toISOString()}`,
  ].join('\n');
}

function signatureOf(text: string): Uint8Array | undefined {
  const fromBase58 = base58Decode(text, SIGNATURE_BYTES);
  if (fromBase58 !== undefined) return fromBase58;
  const fromBase64 = Buffer.from(text, 'base64');
  return fromBase64.length === SIGNATURE_BYTES ? fromBase64 : undefined;
}

/** True when the wallet of this address signed this text. */
async function isSignedBy(opts: { address: string; text: string; signature: string }): Promise<boolean> {
  const bytes = signatureOf(opts.signature);
  if (bytes === undefined) return false;
  const key = await getPublicKeyFromAddress(address(opts.address));
  return verifySignature(key, signatureBytes(bytes), new TextEncoder().encode(opts.text));
}

const isGuest = (user: object) => 'isAnonymous' in user && user.isAnonymous === true;

const refused = () =>
  new EngineError({
    code: 'WRONG_CREDENTIALS',
    text: 'The signature does not answer a challenge of ours. You are not signed in; ask for a new one and sign it within five minutes.',
  });

/**
 * Sign-in by a wallet's signature. The server writes the text, with its own host and a nonce, and stores it; the first answer uses up the nonce,
 * whether the signature is valid or not. A known wallet signs in to its account; an unknown one turns the session's guest into an account, which
 * keeps its id; without a session a new trader is made.
 */
export function walletSignIn(opts: { database: Database; publicUrl: string }) {
  const { database } = opts;
  const { host, origin } = new URL(opts.publicUrl);
  return {
    id: 'wallet-sign-in',
    endpoints: {
      walletChallenge: createAuthEndpoint(
        '/sign-in/wallet/challenge',
        { method: 'POST', body: walletChallengeBody },
        async (ctx) => {
          const nonce = randomBytes(16).toString('hex');
          const issuedAt = new Date();
          const expiresAt = new Date(issuedAt.getTime() + CHALLENGE_MS);
          const text = challengeText({ host, uri: origin, address: ctx.body.address, nonce, issuedAt, expiresAt });
          // Expired challenges without an answer.
          await ctx.context.adapter.deleteMany({
            model: 'verification',
            where: [{ field: 'expiresAt', operator: 'lt', value: issuedAt }],
          });
          await ctx.context.internalAdapter.createVerificationValue({
            identifier: challengeId(nonce),
            value: JSON.stringify({ address: ctx.body.address, text }),
            expiresAt,
          });
          return ctx.json({ nonce, message: text, expiresAt: expiresAt.toISOString() });
        },
      ),

      walletSignIn: createAuthEndpoint('/sign-in/wallet', { method: 'POST', body: walletSignInBody }, async (ctx) => {
        const { internalAdapter, adapter } = ctx.context;
        const { nonce, signature, keepApiKeys } = ctx.body;
        const kept = await internalAdapter.consumeVerificationValue(challengeId(nonce));
        if (kept === null) throw refused();
        const challenge: { address: string; text: string } = JSON.parse(kept.value);
        if (!(await isSignedBy({ ...challenge, signature }))) throw refused();

        const ownerOf = async () => {
          const account = await adapter.findOne<{ userId: string }>({
            model: 'account',
            where: [
              { field: 'providerId', value: PROVIDER },
              { field: 'accountId', value: challenge.address },
            ],
          });
          return account?.userId;
        };
        const name = `${challenge.address.slice(0, 4)}…${challenge.address.slice(-4)}`;
        const claim = async (userId: string) => {
          const verdict = await claimGuest({
            database,
            accountRowId: randomUUID(),
            claim: {
              userId,
              name,
              email: `${userId}@${PLACEHOLDER_DOMAIN}`.toLowerCase(),
              providerId: PROVIDER,
              accountId: challenge.address,
              passwordHash: null,
              keepApiKeys,
            },
          });
          return verdict === 'claimed' ? userId : undefined;
        };
        const newGuest = async () => {
          const made = await internalAdapter.createUser(
            { name, email: `${randomUUID()}@${PLACEHOLDER_DOMAIN}`, emailVerified: false, isAnonymous: true },
            { method: 'wallet' },
          );
          return made.id;
        };

        const current = await getSessionFromCtx(ctx, { disableRefresh: true });
        let userId = await ownerOf();
        if (userId === undefined) {
          if (current !== null && !isGuest(current.user)) {
            throw new EngineError({
              code: 'INVALID_REQUEST',
              text: 'You are signed in to an account, and this wallet belongs to none. Nothing was changed; sign out first.',
            });
          }
          // Not claimed: another request came first, and the wallet now has an owner.
          userId = (await claim(current?.user.id ?? (await newGuest()))) ?? (await ownerOf());
        }
        if (userId === undefined) throw refused();
        const user = await internalAdapter.findUserById(userId);
        if (user === null) throw refused();
        await setSessionCookie(ctx, { session: await internalAdapter.createSession(userId), user });
        return ctx.json({ user: { id: userId } });
      }),
    },
  } satisfies BetterAuthPlugin;
}
