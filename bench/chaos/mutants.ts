import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CALM_CONFIRMED } from './campaign.ts';
import { MUTANTS, type Mutant } from './mutants/expected.ts';
import type { Report } from './report.ts';

/**
 * `npm run chaos:mutants -- [--seed N] [--seconds S] [--orders N] [--only NAME]`: checks that the campaign detects defects. The unchanged tree has
 * to pass. Each mutant, a copy of the tree without the code that keeps one promise, has to be caught by its violation counter or SQLSTATE on the
 * same seed. Exits non-zero when a mutant is not caught, or when a patch no longer applies.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '40' },
    orders: { type: 'string', default: '400' },
    only: { type: 'string' },
  },
});

const root = fileURLToPath(new URL('../..', import.meta.url));
const patches = path.join(root, 'bench/chaos/mutants');
/** Seconds to wait for open orders: one that is not final by then never will be. */
const QUIET_WITHIN_S = 25;

/** Folders that a copy shares with this clone: installed packages, and a Redis that was unpacked for it. */
const SHARED = ['node_modules', '.data-tools'];
/** The tree's files, including uncommitted changes, as of the start: all copies have the same state. */
const original = mkdtempSync(path.join(tmpdir(), 'unmutated-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(original, { recursive: true, force: true }));
for (const file of execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\0'))
  if (file !== '' && !SHARED.includes(file) && existsSync(path.join(root, file)))
    cpSync(path.join(root, file), path.join(original, file));

/** A copy of the tree in its own folder. */
function copyTree(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'mutant-'));
  cpSync(original, copy, { recursive: true });
  for (const name of SHARED)
    if (existsSync(path.join(root, name))) symlinkSync(path.join(root, name), path.join(copy, name));
  return copy;
}

/** Applies a whole patch. Throws when it does not apply any more. */
function mutate(copy: string, name: string): void {
  execFileSync('git', ['apply', '--whitespace=nowarn', path.join(patches, `${name}.patch`)], {
    cwd: copy,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Makes git treat the copy as no clone, even if the folder for temporary files is inside one.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(copy) },
  });
}

type Outcome = {
  readonly report: (Report & { readonly broken: readonly string[] }) | undefined;
  readonly tail: string;
};

/** Runs the campaign in a copy; the report is undefined when the campaign broke off. */
function runIn(copy: string): Promise<Outcome> {
  const json = path.join(copy, 'chaos-report.json');
  const args = ['--import', 'tsx', 'bench/chaos/main.ts', '--json', json, '--quiet-within', String(QUIET_WITHIN_S)];
  for (const name of ['seed', 'seconds', 'orders'] as const) args.push(`--${name}`, values[name]);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.once('error', reject);
    const end = () => child.kill('SIGTERM');
    process.once('exit', end);
    child.once('close', () => {
      process.off('exit', end);
      const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Outcome['report']) : undefined;
      resolve({ report, tail: said.split('\n').slice(-12).join('\n') });
    });
  });
}

/** The result of a mutant's campaign, and the reason when it does not count as caught. */
function judge(mutant: Mutant, { report, tail }: Outcome): { ok: boolean; said: string } {
  if (report === undefined) return { ok: false, said: `the campaign broke off:\n${tail}` };
  const shown = new Map<string, number>([
    ...Object.entries(report.capitals).filter(([, count]) => count > 0),
    ...Object.entries(report.sqlStates).map(([state, count]): [string, number] => [`SQLSTATE ${state}`, count]),
  ]);
  const seen = [...shown].map(([name, count]) => `${name}: ${count}`).join(', ') || 'nothing';
  if (report.confirmedFirst < CALM_CONFIRMED)
    return { ok: false, said: `only ${report.confirmedFirst} orders confirmed before the first fault; seen: ${seen}` };
  const must = mutant.caughtBy.join(' or ');
  const caught = mutant.caughtBy.some((name) => shown.has(name));
  return { ok: caught, said: `${caught ? 'caught' : 'NOT CAUGHT'} by ${must}; seen: ${seen}` };
}

/** Mutants and patches have to be the same set, so that neither is forgotten. */
function assertComplete(): void {
  const named = MUTANTS.map(({ name }) => `${name}.patch`).sort();
  const there = readdirSync(patches)
    .filter((file) => file.endsWith('.patch'))
    .sort();
  if (named.join() !== there.join()) throw new Error(`patches ${there.join(', ')} but mutants ${named.join(', ')}`);
}

async function inCopy<T>(use: (copy: string) => Promise<T>): Promise<T> {
  const copy = copyTree();
  try {
    return await use(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

assertComplete();
const wanted = MUTANTS.filter(({ name }) => values.only === undefined || values.only === name);
// All patches are tried before any campaign, so that one that no longer applies is reported at once.
for (const { name } of wanted) await inCopy(async (copy) => mutate(copy, name));
console.log(`seed ${values.seed}, ${values.seconds} s, ${values.orders} orders`);

let good = true;
const whole = await inCopy(runIn);
const clean = whole.report !== undefined && whole.report.broken.length === 0;
good &&= clean;
console.log(`${'(unmutated)'.padEnd(30)}${clean ? 'all 0' : `BROKEN\n${whole.tail}`}`);
for (const mutant of wanted) {
  const outcome = await inCopy((copy) => {
    mutate(copy, mutant.name);
    return runIn(copy);
  });
  const { ok, said } = judge(mutant, outcome);
  good &&= ok;
  console.log(`${mutant.name.padEnd(30)}${said}`);
}
process.exit(good ? 0 : 1);
