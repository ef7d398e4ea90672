import { type Database, reachable } from './database.ts';

/** What makes a guest an account: how it is called, and one way of signing in. */
export type Claim = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** `credential` with the user's own id and a password, or another provider with its id and none. */
  readonly providerId: string;
  readonly accountId: string;
  readonly passwordHash: string | null;
  /** False: the guest's API keys end, since they were made without the account's way of signing in. */
  readonly keepApiKeys: boolean;
};

/** `taken`: the e-mail address or the way of signing in belongs to somebody. `no-guest`: the user is an account already, or is not. */
export type ClaimVerdict = 'claimed' | 'taken' | 'no-guest';

const UNIQUE_VIOLATION = '23505';

/**
 * Makes a guest an account, in one transaction: the user keeps its id, and so its wallet, orders and events; the way of signing in is added; the
 * guest's sessions end, since they were opened without it, and its API keys unless they are to be kept. Of two at once, one is refused. The
 * user is locked first, so that a key which is being made is seen (apiKeyStore.create). Throws EngineError UNAVAILABLE.
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
