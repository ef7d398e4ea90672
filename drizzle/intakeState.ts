import { type Database, reachable } from './database.ts';

/** True while new orders are refused. Throws EngineError UNAVAILABLE. */
export async function readIntakePaused(opts: { database: Database }): Promise<boolean> {
  const rows = await reachable(
    () => opts.database.sql<{ intake_paused: boolean }[]>`select intake_paused from engine.controls`,
  );
  return rows[0]?.intake_paused === true;
}
