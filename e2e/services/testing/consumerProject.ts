import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A running program of another service, and its output: JSON, one value per line. */
type ConsumerProgram = {
  /** Resolves with the first line, past or future, for which `wanted` holds. Rejects when the program ends without it. */
  line(wanted: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  /** All its lines, once it has ended with code 0. */
  ended(): Promise<Record<string, unknown>[]>;
};

/** A project outside the repository that has installed the client from its tarball. */
export type ConsumerProject = AsyncDisposable & {
  /** Compiles the programs strictly, including the client's declarations. Rejects with the compiler's output. */
  compile(programs: Readonly<Record<string, string>>): Promise<void>;
  /** Starts a compiled program. */
  start(file: string, env: Record<string, string>): ConsumerProgram;
  /** The client's declaration files by their names within the package. */
  declarations(): Promise<Map<string, string>>;
};

/** Runs a command to its end. */
function output(opts: {
  command: string;
  args: readonly string[];
  cwd: string;
}): Promise<{ code: number | null; out: string; all: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(opts.command, opts.args, { cwd: opts.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      all += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      all += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, all }));
  });
}

/** Runs a command that must succeed; resolves with its output. */
async function run(opts: Parameters<typeof output>[0]): Promise<string> {
  const { code, out, all } = await output(opts);
  if (code !== 0) throw new Error(`${opts.args.join(' ')}\n${all}`);
  return out;
}

/** Packs the client and installs only it into an empty project. */
export async function consumerProject(): Promise<ConsumerProject> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'oee-consumer-'));
  const children = new Set<ChildProcess>();
  const packed = await run({ command: process.execPath, args: ['scripts/client/pack.mjs', folder], cwd: root });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  await run({
    command: 'npm',
    args: ['install', packed.trim(), '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'],
    cwd: folder,
  });
  const source = path.join(folder, 'src');
  await mkdir(source);
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: [],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    target: 'ES2022',
    module: 'nodenext',
    outDir: 'out',
    rootDir: 'src',
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));

  return {
    async compile(programs) {
      for (const [name, text] of Object.entries(programs)) await writeFile(path.join(source, name), text);
      const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
      const said = await output({
        command: process.execPath,
        args: [tsc, '-p', '.', '--pretty', 'false'],
        cwd: folder,
      });
      // tRPC's own declarations do not compile, with those of `ws` or without.
      const ours = said.all.split('\n').filter((line) => line !== '' && !/^( |node_modules\/@trpc\/)/.test(line));
      if (ours.length > 0) throw new Error(ours.join('\n'));
    },
    start(file, env) {
      const child = spawn(process.execPath, [path.join(folder, 'out', file)], {
        cwd: folder,
        env: { NODE_ENV: 'production', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child);
      return followProgram(child);
    },
    async declarations() {
      const dist = path.join(folder, 'node_modules/@order-execution-engine/client/dist');
      const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.d.ts'));
      return new Map(
        await Promise.all(names.map(async (name) => [name, await readFile(path.join(dist, name), 'utf8')] as const)),
      );
    },
    async [Symbol.asyncDispose]() {
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function followProgram(child: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream }) {
  const lines: Record<string, unknown>[] = [];
  let errors = '';
  let wake = () => {};
  let code: number | null | undefined;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    wake();
  });
  child.once('close', (ended) => {
    code = ended;
    wake();
  });
  const news = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  return {
    async line(wanted: (line: Record<string, unknown>) => boolean) {
      for (;;) {
        const found = lines.find(wanted);
        if (found !== undefined) return found;
        if (code !== undefined) throw new Error(`it ended with ${code} after ${JSON.stringify(lines)}\n${errors}`);
        await news();
      }
    },
    async ended() {
      while (code === undefined) await news();
      if (code !== 0) throw new Error(`it ended with ${code} after ${JSON.stringify(lines)}\n${errors}`);
      return lines;
    },
  };
}
