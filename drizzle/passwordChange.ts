import { type Database, reachable } from './database.ts';

/**
 * Changes a password in one transaction, if the old one has not changed meanwhile: all sessions of the user end, and so do its API keys unless
 * the trader keeps them. Locks the user first, so that it sees a key that is being made (apiKeyStore.create). Returns false, without any change,
 * if the password was changed meanwhile. Throws EngineError UNAVAILABLE.
 */
export async function changePassword(opts: {
  database: Database;
  userId: string;
  providerId: string;
  oldHash: string;
  newHash: string;
  keepApiKeys: boolean;
}): Promise<boolean> {
  const { userId, providerId, oldHash, newHash, keepApiKeys } = opts;
  return reachable(() =>
    opts.database.sql.begin(async (tx) => {
      await tx`select from auth.user where id = ${userId} for update`;
      const changed = await tx`
        update auth.account set password = ${newHash}, updated_at = now()
         where user_id = ${userId} and provider_id = ${providerId} and password = ${oldHash}
        returning id`;
      if (changed.length === 0) return false;
      await tx`delete from auth.session where user_id = ${userId}`;
      if (!keepApiKeys) await tx`delete from auth.api_key where user_id = ${userId}`;
      return true;
    }),
  );
}
