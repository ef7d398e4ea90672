import { type Database, reachable } from './database.ts';

/** The data that turns a guest into an account: a name and one sign-in method. */
export type Claim = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** `credential` with the user's own id and a password, or another provider with its id and no password. */
  readonly providerId: string;
  readonly accountId: string;
  readonly passwordHash: string | null;
  /** False: the guest's API keys end, since they were made without the account's sign-in method. */
  readonly keepApiKeys: boolean;
};

/** `taken`: the e-mail address or the sign-in method belongs to another user. `no-guest`: the user is already an account, or does not exist. */
export type ClaimVerdict = 'claimed' | 'taken' | 'no-guest';

const UNIQUE_VIOLATION = '23505';

/**
 * Turns a guest into an account, in one transaction: the user keeps its id, and so its wallet, orders and events; the sign-in method is added;
 * the guest's sessions end, since they were opened without it, and so do its API keys unless the trader keeps them. Of two concurrent calls, one
 * is refused. Locks the user first, so that it sees a key that is being made (apiKeyStore.create). Throws EngineError UNAVAILABLE.
 */
export async function claimGuest(opts: {
  database: Database;
  claim: Claim;
  accountRowId: string;
}): Promise<ClaimVerdict> {
  const { userId, name, email, providerId, accountId, passwordHash, keepApiKeys } = opts.claim;
  const { sql } = opts.database;
  try {
    const rows = await reachable(() =>
      sql.begin(async (tx) => {
        await tx`select from auth.user where id = ${userId} for update`;
        return tx<{ id: string }[]>`
        with claimed as (
          update auth.user set name = ${name}, email = ${email}, is_anonymous = false, updated_at = now()
           where id = ${userId} and is_anonymous
          returning id
        ), signed_out as (
          delete from auth.session where user_id in (select id from claimed)
        ), revoked as (
          delete from auth.api_key where user_id in (select id from claimed) and not ${keepApiKeys}::boolean
        )
        insert into auth.account (id, account_id, provider_id, user_id, password)
        select ${opts.accountRowId}, ${accountId}, ${providerId}, id, ${passwordHash}::text from claimed
        returning id`;
      }),
    );
    return rows.length === 0 ? 'no-guest' : 'claimed';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}
