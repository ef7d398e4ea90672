import { parseArgs } from 'node:util';
import { startBenchEngine } from '../engine.ts';
import { type Level, type LevelFigures, measureLevel } from '../level.ts';
import { startBenchServices } from '../services.ts';

/**
 * One run of a comparison, in a process that is forked in the tree to measure: a new engine; it sends the figures of each level to its parent
 * process. Services keep their data in `--data-dir`, which the parent removes.
 */

/** A message to the parent; `audit` counts the contradictions in the tables, up to 20. */
export type RunFigures = { readonly levels: readonly LevelFigures[]; readonly audit: number };

const { values } = parseArgs({
  options: { levels: { type: 'string' }, 'warm-up': { type: 'string' }, 'data-dir': { type: 'string' } },
});
const controller = new AbortController();
process.on('disconnect', () => controller.abort());
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort());
const { signal } = controller;

async function run(levels: readonly Level[]): Promise<RunFigures> {
  await using services = await startBenchServices({ signal, dataDir: values['data-dir'] ?? '' });
  await using engine = await startBenchEngine({ services, warmUp: Number(values['warm-up']), signal });
  const figures: LevelFigures[] = [];
  for (const level of levels) figures.push(await measureLevel(engine, level));
  return { levels: figures, audit: (await engine.owner`select from engine.audit limit 20`).length };
}

const figures = await run(JSON.parse(values.levels ?? '[]'));
process.send?.(figures, () => process.exit());
