import { jsonOrUndefined } from '../../runtime/jsonOrUndefined.ts';
import type { LookTimes } from '../../worker/watching/watcher.ts';

/** What a worker logs of its watch at level debug. */
export type WorkerLines = {
  /** Takes a line of the worker's log. */
  read(line: string): void;
  /** The looks since the last call. */
  looks(): readonly LookTimes[];
  /** The first look that knows so many orders. */
  untilLook(orders: number): Promise<void>;
  /** The last reading of all orders, milliseconds; NaN before one. */
  readonly readMs: number;
};

export function createWorkerLines(): WorkerLines {
  let looks: LookTimes[] = [];
  let readMs = Number.NaN;
  let waiting: { orders: number; resolve(): void } | undefined;
  return {
    read(line) {
      const fields = jsonOrUndefined(line) as (Partial<LookTimes> & { msg?: string; readMs?: number }) | undefined;
      if (fields?.msg === 'read all resting orders') readMs = fields.readMs ?? Number.NaN;
      if (fields?.msg !== 'looked at a slot') return;
      const look = fields as LookTimes;
      looks.push(look);
      if (waiting !== undefined && look.orders >= waiting.orders) waiting.resolve();
    },
    looks() {
      const taken = looks;
      looks = [];
      return taken;
    },
    untilLook: (orders) => new Promise((resolve) => (waiting = { orders, resolve })),
    get readMs() {
      return readMs;
    },
  };
}
