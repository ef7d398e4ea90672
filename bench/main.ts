import { abortOnSignals } from '../scripts/stack.mjs';
import { compare } from './orders/compare/compare.ts';
import { measureGrowth } from './orders/growth/growth.ts';
import { measure } from './orders/measure.ts';
import { OptionsError, readOptions, USAGE } from './orders/options.ts';

/**
 * `npm run bench` measures the cost of quotes and routes, then orders per second from HTTP submit to final state on a whole engine of processes,
 * with the client in this one, all on this machine; `--compare REV` and `--growth` are other kinds of runs. Exits with 1 when fewer than 99 % of
 * the orders confirm or an audit is not empty, with 2 when the options are invalid.
 */
const signal = abortOnSignals();
try {
  const options = readOptions(process.argv.slice(2));
  // Quotes and routes are measured first, while nothing else runs; the module measures and prints when it is loaded.
  if (options.everything) await import('./quotes.ts');
  const run = { measure, compare, growth: measureGrowth }[options.kind];
  process.exit((await run(options, signal)) ? 0 : 1);
} catch (error) {
  if (signal.aborted) process.exit(1);
  if (!(error instanceof OptionsError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exit(2);
}
