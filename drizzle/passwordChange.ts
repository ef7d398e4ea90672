import { type Database, reachable } from './database.ts';

/**
 * Changes a password in one transaction, if the old one is still what it was: all sessions of the user end, and its API keys unless they are to
 * be kept. The user is locked first, so that a key which is being made is seen (apiKeyStore.create). False: the password was changed
 * meanwhile, and nothing is done. Throws EngineError UNAVAILABLE.
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
