import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { repositoryRoot } from '../../../runtime/repositoryRoot.ts';
import { makePrivateData, removePrivateData } from '../../../scripts/stack.mjs';
import type { BenchOptions } from '../options.ts';
import { SETTING } from '../tables.ts';
import type { RunFigures } from './oneRun.ts';
import { commitOf, openOtherTree } from './otherTree.ts';
import { comparisonLines } from './ratios.ts';

/** A run without output for this long is ended, ms. */
const RUN_MS = 30 * 60_000;

/**
 * Measures this tree, with its uncommitted changes, and a commit's tree by turns, and prints the medians of each and their ratios. Each run has
 * new processes, and new services with their data on the same disk; the order of the two changes from round to round. False when orders failed or
 * an audit is not empty.
 */
export async function compare(options: BenchOptions, signal: AbortSignal): Promise<boolean> {
  await using other = await openOtherTree({ commit: commitOf(options.revision), signal });
  const runs = { other: [] as RunFigures[], ours: [] as RunFigures[] };
  console.log(SETTING);
  console.log(`${other.commit} and this tree by turns, ${options.rounds} rounds, ${options.warmUp} orders to warm up`);
  for (let round = 0; round < options.rounds; round++) {
    for (const side of round % 2 === 0 ? (['other', 'ours'] as const) : (['ours', 'other'] as const)) {
      const root = side === 'ours' ? repositoryRoot : other.root;
      const figures = await runOnce({ root, options, signal });
      runs[side].push(figures);
      const rates = figures.levels.map(({ inFlight, perSecond }) => `${perSecond.toFixed(0)} at ${inFlight}`);
      console.error(
        `round ${round + 1}, ${side === 'ours' ? 'this tree' : other.commit}: orders/s ${rates.join(', ')}`,
      );
    }
  }
  console.log(comparisonLines({ ...runs, commit: other.commit }));
  return [...runs.other, ...runs.ours].every(isSound);
}

/** True when nearly every order was confirmed and the tables have no contradiction. */
function isSound({ levels, audit }: RunFigures): boolean {
  const sound = audit === 0 && levels.every(({ confirmed, orders }) => confirmed >= 0.99 * orders);
  if (!sound) console.error(`A run does not count: ${JSON.stringify({ audit, levels })}`);
  return sound;
}

/** Throws, with the run's output, when it does not send its figures. */
async function runOnce(opts: { root: string; options: BenchOptions; signal: AbortSignal }): Promise<RunFigures> {
  const { root, options, signal } = opts;
  signal.throwIfAborted();
  const dataDir = makePrivateData();
  const args = ['--levels', JSON.stringify(options.levels), '--warm-up', `${options.warmUp}`, '--data-dir', dataDir];
  const child = fork(path.join(root, 'bench/orders/compare/oneRun.ts'), args, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  const timer = setTimeout(end, RUN_MS);
  try {
    return await figuresOf(child);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    await ended;
    removePrivateData(dataDir);
  }
}

function figuresOf(child: ChildProcess): Promise<RunFigures> {
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => printed.push(String(chunk)));
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as RunFigures));
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`a run ended with ${code}:\n${printed.join('').slice(-4_000)}`)));
  });
}
