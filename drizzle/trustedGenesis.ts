import { type Database, reachable } from './database.ts';

/**
 * Returns the genesis that the engine trades on; records `genesisHash` when there is none yet. A database of an earlier version, which has
 * landings but no genesis, accepts only a chain that knows the newest landing. All functions throw EngineError UNAVAILABLE.
 */
export async function trustGenesis(opts: {
  database: Database;
  genesisHash: string;
  /** True when the chain knows that signature. */
  isKnown(signature: string): Promise<boolean>;
}): Promise<string> {
  const { sql } = opts.database;
  const ask = async (hash: string | null) => {
    const [row] = await reachable(
      () => sql<{ hash: string | null }[]>`select engine.trust_genesis(${hash}::text) as hash`,
    );
    return row?.hash ?? undefined;
  };
  const recorded = await ask(null);
  if (recorded !== undefined) return recorded;
  const [landed] = await reachable(
    () => sql<{ signature: string }[]>`select signature from engine.fills order by settled_at desc limit 1`,
  );
  if (landed !== undefined && !(await opts.isKnown(landed.signature)))
    return `not recorded, but ${landed.signature} landed on it`;
  return (await ask(opts.genesisHash)) ?? opts.genesisHash;
}

/**
 * Accepts another chain, by an operator's decision. Returns the number of abandoned submissions of earlier chains; undefined when that chain is
 * already the trusted one.
 */
export async function acceptGenesis(opts: { database: Database; genesisHash: string }): Promise<number | undefined> {
  const [row] = await reachable(
    () => opts.database.sql<{ ended: string | null }[]>`select engine.accept_genesis(${opts.genesisHash}) as ended`,
  );
  return row?.ended === null || row === undefined ? undefined : Number(row.ended);
}
