type TraceEvent = {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** A task of the main thread: how long it took, and how much of that a core worked on it. The rest it waited: for a core, or for another thread. */
export type Task = { readonly wallMs: number; readonly cpuMs: number };

/** What a trace must hold so that `mainThreadTasks` can read it. */
export const TASK_CATEGORIES = ['disabled-by-default-devtools.timeline'];

/** The tasks of the busiest renderer's main thread, out of a trace as the browser writes it. */
export function mainThreadTasks(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = new Map<string, { events: TraceEvent[]; busy: number }>();
  for (const event of traceEvents) {
    const thread = threadOf(event);
    if (event.ph !== 'X' || event.name !== 'RunTask' || !main.has(thread)) continue;
    const known = tasks.get(thread) ?? { events: [], busy: 0 };
    known.events.push(event);
    tasks.set(thread, { ...known, busy: known.busy + (event.tdur ?? 0) });
  }
  const [busiest] = [...tasks.values()].sort((a, b) => b.busy - a.busy);
  if (busiest === undefined) throw new Error('the trace holds no task of a page');
  return busiest.events.map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }));
}
