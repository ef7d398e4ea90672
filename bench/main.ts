import { abortOnSignals } from '../scripts/stack.mjs';
import { compare } from './orders/compare/compare.ts';
import { measureGrowth } from './orders/growth/growth.ts';
import { measure } from './orders/measure.ts';
import { OptionsError, readOptions, USAGE } from './orders/options.ts';

/**
 * `npm run bench`: what quotes and routes cost, then orders per second from HTTP submit to final state on a whole engine of processes, with the
 * client in this one, all on this machine; `--compare REV` and `--growth` ask other questions of the same. Exits with 1 when fewer than 99 % of
 * the orders confirm or an audit is not empty, with 2 when the options can't be understood.
 */
const signal = abortOnSignals();
try {
  const options = readOptions(process.argv.slice(2));
  // What a quote and a route cost comes first, while nothing else runs; the module measures and prints when it is loaded.
  if (options.everything) await import('./quotes.ts');
  const run = { measure, compare, growth: measureGrowth }[options.kind];
  process.exit((await run(options, signal)) ? 0 : 1);
} catch (error) {
  if (signal.aborted) process.exit(1);
  if (!(error instanceof OptionsError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exit(2);
}
