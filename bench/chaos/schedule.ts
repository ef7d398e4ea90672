import { drawsOf } from './draws.ts';

/** The faults of the campaign. The clients make the duplicate clicks. */
export const INFLICTED = [
  'kill server',
  'kill worker',
  'kill chain',
  'freeze server',
  'freeze worker',
  'freeze chain',
  'flush redis',
  'kill redis',
  'kill postgres',
  'black hole to postgres',
  'black hole to redis',
  'black hole to chain',
  'lost requests',
  'lost answers',
  'late landings',
  'redis memory full',
  'redis read-only',
  'deleted wait list',
  'wrong type in the queue',
] as const;
export type InflictedKind = (typeof INFLICTED)[number];
export const FAULT_KINDS = [...INFLICTED, 'duplicate clicks'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type PlannedFault = {
  readonly kind: InflictedKind;
  /** Milliseconds from the start of the load. */
  readonly atMs: number;
  /** Minimum duration, milliseconds; a fault that depends on traffic lasts until it had its effect. 0 for a fault that happens at once and ends by itself. */
  readonly lastsMs: number;
  /** In [0, 1): selects one of the possible target processes. */
  readonly aim: number;
  /** True when a black hole ends by cutting its connections; otherwise it delivers the held-back data late. */
  readonly cut: boolean;
  /** Delay of a landing in slots; beyond 150 its blockhash expires first. */
  readonly slots: number;
};

/** Minimum and maximum duration of a fault, milliseconds. Freezes and black holes outlast the lease. */
const LASTS: Readonly<Record<InflictedKind, readonly [number, number]>> = {
  'kill server': [0, 0],
  'kill worker': [0, 0],
  'kill chain': [0, 0],
  'freeze server': [1_000, 3_000],
  'freeze worker': [2_800, 4_500],
  'freeze chain': [1_000, 3_000],
  'flush redis': [0, 0],
  'kill redis': [0, 0],
  'kill postgres': [0, 0],
  'black hole to postgres': [1_500, 4_000],
  'black hole to redis': [1_500, 4_000],
  'black hole to chain': [1_500, 4_000],
  'lost requests': [2_500, 5_000],
  'lost answers': [2_500, 5_000],
  'late landings': [3_000, 7_000],
  'redis memory full': [2_000, 4_000],
  'redis read-only': [2_000, 4_000],
  'deleted wait list': [1_000, 2_000],
  'wrong type in the queue': [2_000, 4_000],
};

/** Calm before the first fault and after the last, milliseconds. */
const MARGIN_MS = 1_000;

/** A round: each kind once, and twice those kinds that make a worker write under a lost lease. */
const ROUND: readonly InflictedKind[] = [...INFLICTED, 'freeze worker', 'black hole to postgres'];

/** The faults of a campaign: `rounds` rounds, each in a different order, spread evenly with jitter. They depend only on seed, seconds and rounds. */
export function planFaults(opts: { seed: number; seconds: number; rounds: number }): readonly PlannedFault[] {
  const draws = drawsOf({ seed: opts.seed, stream: 'faults' });
  const kinds = Array.from({ length: opts.rounds }, () => draws.shuffled(ROUND)).flat();
  const spacing = (opts.seconds * 1_000 - 2 * MARGIN_MS) / kinds.length;
  return kinds.map((kind, i) => {
    const [least, most] = LASTS[kind];
    return {
      kind,
      atMs: Math.round(MARGIN_MS + spacing * (i + 0.8 * draws.next())),
      lastsMs: draws.whole(least, most),
      aim: draws.next(),
      cut: draws.next() < 0.4,
      slots: draws.whole(30, 170),
    };
  });
}

/** As many rounds as fit without one fault hiding the next: each kind about every 19 s. */
export function roundsFor(seconds: number): number {
  return Math.max(1, Math.round(seconds / 19));
}
