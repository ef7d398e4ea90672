import path from 'node:path';

/** The options of the demo, from scripts/demo. */
export type DemoSettings = {
  /** Folder of all files of the run. */
  readonly output: string;
  readonly seed: string;
  /** Factor of the time for which everything is shown longer; 0 for no longer than it takes. */
  readonly pace: number;
  /** Names of the chapters, all when empty. */
  readonly chapters: readonly string[];
  /** Keep frames and traces. */
  readonly film: boolean;
  readonly slotTimeMs: number;
};

/** Reads the environment that scripts/demo sets. Throws when Playwright was started without it. */
export function demoSettings(env: NodeJS.ProcessEnv = process.env): DemoSettings {
  const output = env.DEMO_OUTPUT;
  if (output === undefined) throw new Error('The demo is started by `npm run demo`.');
  return {
    output: path.resolve(output),
    seed: env.DEMO_SEED ?? 'demo',
    pace: Number(env.DEMO_PACE ?? 1),
    chapters: (env.DEMO_CHAPTERS ?? '').split(',').filter(Boolean),
    film: env.DEMO_FILM === '1',
    slotTimeMs: Number(env.DEMO_SLOT_TIME_MS ?? 400),
  };
}
