import { measureCeilings } from './ceilings.ts';
import { auditIsEmpty, CONCURRENCY, startBenchEngine } from './engine.ts';
import { measureFixedLoad } from './fixedLoad.ts';
import { measureLevel } from './level.ts';
import type { BenchOptions } from './options.ts';
import { startBenchServices } from './services.ts';
import { ceilingLines, FIXED_LOAD_HEADER, fixedLoadLine, LEVEL_HEADER, levelLines, SETTING } from './tables.ts';

const LEAST_CONFIRMED = 0.99;

/** Measures ceilings, levels and fixed loads on one engine and prints each; false when too few orders confirm or the audit is not empty. */
export async function measure(options: BenchOptions, signal: AbortSignal): Promise<boolean> {
  await using services = await startBenchServices({ signal });
  const { databaseUrl, redisUrl } = services.services;
  console.log(SETTING);
  const ceilings = await measureCeilings({ databaseUrl, redisUrl, concurrency: CONCURRENCY });
  console.log(ceilingLines(ceilings));
  await using engine = await startBenchEngine({ services, warmUp: options.warmUp, signal });
  let good = true;
  const judge = (confirmed: number, orders: number) => {
    if (confirmed >= LEAST_CONFIRMED * orders) return;
    console.error(`Only ${confirmed} of ${orders} orders confirmed.`);
    good = false;
  };
  if (options.levels.length > 0) console.log(LEVEL_HEADER);
  for (const level of options.levels) {
    const figures = await measureLevel(engine, level);
    console.log(levelLines(figures, ceilings));
    judge(figures.confirmed, figures.orders);
  }
  if (options.rates.length > 0) console.log(FIXED_LOAD_HEADER);
  for (const perSecond of options.rates) {
    const figures = await measureFixedLoad(engine, { perSecond, seconds: options.seconds });
    console.log(fixedLoadLine(figures));
    if (figures.refused > 0) console.error(`${figures.refused} refused, the first:`, figures.firstRefusal);
    judge(figures.confirmed, figures.orders);
  }
  return (await auditIsEmpty(engine.owner)) && good;
}
