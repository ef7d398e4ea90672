import { parseArgs } from 'node:util';
import type { Level } from './level.ts';

/** The options of `npm run bench`. */
export type BenchOptions = {
  readonly kind: 'measure' | 'compare' | 'growth';
  readonly levels: readonly Level[];
  /** Fixed loads, orders a second, each for `seconds`. */
  readonly rates: readonly number[];
  readonly seconds: number;
  /** Orders that are executed before anything is measured. */
  readonly warmUp: number;
  /** True when no option selects a part, so that everything is measured. */
  readonly everything: boolean;
  /** The git revision of the other tree; for `compare`. */
  readonly revision: string;
  readonly rounds: number;
  /** Finished orders in the tables; for `growth`. */
  readonly finished: number;
};

export const USAGE = `npm run bench -- [options]
  --in-flight 1,10     orders in flight; only these levels are measured
  --orders 100,500     orders at each of them; by default 20 times those in flight
  --rates 50,100,300   orders due a second, independent of earlier ones
  --seconds 20         duration of each rate
  --warm-up 2000       orders before anything is measured
  --compare REV        this tree and REV by turns, new processes for each run
  --growth             empty and full tables by turns, then a long run
  --finished 300000    orders in the full tables
  --rounds 5           runs of each; 3 with --growth`;

/** Thrown for invalid options; the message names them. */
export class OptionsError extends Error {}

const LEVELS: readonly Level[] = [
  { inFlight: 1, orders: 100 },
  { inFlight: 10, orders: 1_000 },
  { inFlight: 50, orders: 3_000 },
  { inFlight: 200, orders: 6_000 },
];
const RATES = [50, 100, 300];
/** Maximum number of orders at one level or fixed load, so that a run ends. */
const MOST_ORDERS = 1_000_000;
/** Maximum number of orders in flight, or due in a second: each may need a socket. */
const MOST_AT_ONCE = 2_000;

/** Reads the command line. Throws OptionsError. */
export function readOptions(args: string[]): BenchOptions {
  const values = parsed(args);
  const kind = kindOf(values);
  const one = (name: keyof typeof values, usual: number, most: number) => {
    const [value = usual, ...more] = numbersOf(name, values[name], most);
    if (more.length > 0) throw new OptionsError(`--${name} takes one number.`);
    return value;
  };
  const chosen = values['in-flight'] !== undefined || values.rates !== undefined;
  const seconds = one('seconds', 20, 3_600);
  const rates = chosen || kind !== 'measure' ? numbersOf('rates', values.rates, MOST_AT_ONCE) : RATES;
  if (rates.length === 0 && values.seconds !== undefined) throw new OptionsError('--seconds needs --rates.');
  for (const rate of rates)
    if (rate * seconds > MOST_ORDERS) throw new OptionsError(`--rates and --seconds: at most ${MOST_ORDERS} orders.`);
  return {
    kind,
    levels: levelsOf({ kind, values, onlyRates: values['in-flight'] === undefined && values.rates !== undefined }),
    rates,
    seconds,
    warmUp: one('warm-up', 2_000, MOST_ORDERS),
    everything: !chosen && kind === 'measure',
    revision: values.compare ?? '',
    rounds: one('rounds', kind === 'growth' ? 3 : 5, 100),
    finished: one('finished', 300_000, 3_000_000),
  };
}

type Values = ReturnType<typeof parsed>;

/** The options that do not apply to each kind of run. */
const REFUSED = {
  measure: ['rounds', 'finished'],
  compare: ['rates', 'seconds', 'finished'],
  growth: ['rates', 'seconds'],
} as const;

function kindOf(values: Values): BenchOptions['kind'] {
  if (values.compare !== undefined && values.growth === true)
    throw new OptionsError('--compare and --growth are two kinds of runs; give one.');
  const kind = values.compare !== undefined ? 'compare' : values.growth === true ? 'growth' : 'measure';
  const where = kind === 'measure' ? 'without --compare or --growth' : `with --${kind}`;
  for (const name of REFUSED[kind])
    if (values[name] !== undefined) throw new OptionsError(`--${name} has no effect ${where}.`);
  if (values.compare?.trim() === '' || values.compare?.startsWith('-'))
    throw new OptionsError('--compare needs the name of a commit.');
  return kind;
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args,
      options: {
        'in-flight': text,
        orders: text,
        rates: text,
        seconds: text,
        'warm-up': text,
        compare: text,
        rounds: text,
        growth: { type: 'boolean' },
        finished: text,
      },
    }).values;
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : String(error));
  }
}

/** The selected levels. For `growth` there is one: by default many orders at 200 in flight. */
function levelsOf(opts: { kind: BenchOptions['kind']; values: Values; onlyRates: boolean }): readonly Level[] {
  const { kind, values, onlyRates } = opts;
  const inFlight = numbersOf('in-flight', values['in-flight'], MOST_AT_ONCE);
  const orders = numbersOf('orders', values.orders, MOST_ORDERS);
  if (kind === 'growth') {
    if (inFlight.length > 1 || orders.length > 1) throw new OptionsError('--growth takes one level.');
    return [{ inFlight: inFlight[0] ?? 200, orders: orders[0] ?? 100_000 }];
  }
  if (orders.length > inFlight.length) throw new OptionsError('--orders has more numbers than --in-flight has levels.');
  if (onlyRates) return [];
  if (inFlight.length === 0) return LEVELS;
  return inFlight.map((at, nth) => ({ inFlight: at, orders: orders[nth] ?? 20 * at }));
}

/** Whole numbers from 1 to `most`, separated by commas; empty for undefined. */
function numbersOf(name: string, given: unknown, most: number): number[] {
  if (typeof given !== 'string') return [];
  return given.split(',').map((text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new OptionsError(`--${name} takes whole numbers from 1 to ${most}, not "${text}".`);
  });
}
