import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EngineError } from '../../core/errors/engineError.ts';
import { type ListedKey, MAX_KEYS } from '../../drizzle/apiKeyStore.ts';
import { newApiKey } from '../auth/apiKey.ts';
import { createRouter, sessionProcedure } from './trpc.ts';

const scope = z.enum(['read', 'trade']);

/** A key as its owner sees it; the key itself is shown only when it is made. */
const apiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string(),
  scopes: z.array(scope),
  ordersPerMinute: z.number().int().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

const viewOf = ({ mayTrade, createdAt, lastUsedAt, expiresAt, ...key }: ListedKey): z.output<typeof apiKeyView> => ({
  ...key,
  scopes: mayTrade ? ['read', 'trade'] : ['read'],
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
});

const createInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(60, { error: 'must be at most 60 characters' })
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u, { error: 'must not hold control characters' }),
  /** `trade` includes `read`. */
  scopes: z.array(scope).min(1, { error: 'must name read or trade' }).max(2),
  expiresInDays: z
    .int({ error: 'must be a whole number of days' })
    .min(1, { error: 'must be at least 1' })
    .max(365, { error: 'must be at most 365' })
    .optional(),
  /** Lowers the server's own limit for this key. */
  ordersPerMinute: z
    .int({ error: 'must be a whole number' })
    .min(1, { error: 'must be at least 1' })
    .max(100_000, { error: 'must be at most 100000' })
    .optional(),
});

/** A trader's keys. Only a session may make, list or revoke them: a leaked key can't make a successor. */
export const apiKeysRouter = createRouter({
  create: sessionProcedure
    .input(createInput)
    .output(z.object({ key: apiKeyView, secret: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { key: secret, hash, start } = newApiKey();
      const key = await ctx.engine.apiKeys.create({
        id: randomUUID(),
        traderId: ctx.identity.traderId,
        sessionId: ctx.identity.credential.id,
        name: input.name,
        hash,
        start,
        mayTrade: input.scopes.includes('trade'),
        ordersPerMinute: input.ordersPerMinute ?? null,
        expiresInDays: input.expiresInDays ?? null,
      });
      if (key === undefined) {
        throw new EngineError({
          code: 'INVALID_REQUEST',
          text: `You hold ${MAX_KEYS} keys already. No key was made; revoke one that you no longer use.`,
        });
      }
      return { key: viewOf(key), secret };
    }),

  list: sessionProcedure
    .output(z.object({ keys: z.array(apiKeyView) }))
    .query(async ({ ctx }) => ({ keys: (await ctx.engine.apiKeys.list(ctx.identity.traderId)).map(viewOf) })),

  revoke: sessionProcedure
    .input(z.strictObject({ keyId: z.string().regex(/^[0-9a-f-]{1,100}$/, { error: 'must be the id of a key' }) }))
    .output(z.object({ keyId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { traderId } = ctx.identity;
      if (!(await ctx.engine.apiKeys.revoke({ traderId, keyId: input.keyId }))) {
        throw new EngineError({ code: 'KEY_NOT_FOUND' });
      }
      ctx.engine.credentials.changed(traderId);
      return { keyId: input.keyId };
    }),
});
