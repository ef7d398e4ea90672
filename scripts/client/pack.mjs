// @ts-check
// npm run client:pack [folder]: builds client/ for ESM and CommonJS and packs it into the folder, by default dist/.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { errorText, PlainError } from '../supervision/plainError.mjs';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';
import { runCommand } from '../supervision/runCommand.mjs';
import { routerTypes } from './routerTypes.mjs';

const COMPILE_MS = 120_000;
const PACK_MS = 60_000;
/** Options of both builds. Declarations are compiled from the whole server, of which only the router's type is kept. */
const COMPILER_OPTIONS = {
  noEmit: false,
  noEmitOnError: true,
  declaration: true,
  incremental: false,
  target: 'ES2022',
  rootDir: repositoryRoot,
  rewriteRelativeImportExtensions: true,
  typeRoots: [path.join(repositoryRoot, 'node_modules', '@types')],
};
const BUILDS = /** @type {const} */ ([
  { format: 'esm', type: 'module', options: { module: 'esnext' } },
  {
    format: 'cjs',
    type: 'commonjs',
    options: { module: 'commonjs', verbatimModuleSyntax: false, esModuleInterop: true },
  },
]);

const destination = path.resolve(process.argv[2] ?? path.join(repositoryRoot, 'dist'));
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'oee-client-'));
try {
  const content = path.join(work, 'package');
  await Promise.all(BUILDS.map((build) => compile({ ...build, to: path.join(content, 'dist', build.format) })));
  for (const file of ['package.json', 'README.md'])
    fs.copyFileSync(path.join(repositoryRoot, 'client', file), path.join(content, file));
  fs.copyFileSync(path.join(repositoryRoot, 'LICENSE'), path.join(content, 'LICENSE'));
  process.stdout.write(`${await pack(content)}\n`);
} catch (error) {
  process.stderr.write(`${errorText(error)}\n`);
  process.exitCode = 1;
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}

/** @param {(typeof BUILDS)[number] & { to: string }} opts */
async function compile({ format, type, options, to }) {
  const emitted = path.join(work, format);
  const config = path.join(work, `${format}.json`);
  fs.writeFileSync(
    config,
    JSON.stringify({
      extends: path.join(repositoryRoot, 'tsconfig.json'),
      compilerOptions: { ...COMPILER_OPTIONS, ...options, outDir: emitted },
      files: [path.join(repositoryRoot, 'client', 'index.ts')],
      include: [],
    }),
  );
  await run({ args: ['node_modules/typescript/bin/tsc', '-p', config], what: 'The client', timeoutMs: COMPILE_MS });

  fs.mkdirSync(to, { recursive: true });
  for (const name of fs.readdirSync(path.join(emitted, 'client'))) {
    const text = fs.readFileSync(path.join(emitted, 'client', name), 'utf8');
    // The compiler rewrites the endings of relative imports in code, not in declarations.
    const standing = name.endsWith('.d.ts')
      ? text.replaceAll("'../server/trpc/appRouter.ts'", "'./appRouter.js'").replace(/(from '\.\/\w+)\.ts'/g, "$1.js'")
      : text;
    fs.writeFileSync(path.join(to, name), standing);
  }
  /** @param {string} file */
  const declarations = (file) => fs.readFileSync(path.join(emitted, file), 'utf8');
  fs.writeFileSync(
    path.join(to, 'appRouter.d.ts'),
    routerTypes({
      router: declarations('server/trpc/appRouter.d.ts'),
      errorShape: declarations('server/trpc/errorShape.d.ts'),
      errors: declarations('core/errors/engineError.d.ts'),
    }),
  );
  fs.writeFileSync(path.join(to, 'package.json'), `${JSON.stringify({ type })}\n`);
}

/**
 * @param {string} content folder of the package
 * @returns {Promise<string>} the tarball
 */
async function pack(content) {
  fs.mkdirSync(destination, { recursive: true });
  const packed = path.join(work, 'packed');
  fs.mkdirSync(packed);
  await run({
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['pack', content, '--ignore-scripts', '--pack-destination', packed],
    what: 'Packing',
    timeoutMs: PACK_MS,
  });
  const name = fs.readdirSync(packed).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new PlainError('npm packed nothing.');
  const tarball = path.join(destination, name);
  fs.copyFileSync(path.join(packed, name), tarball);
  return tarball;
}

/** @param {{ command?: string, args: string[], what: string, timeoutMs: number }} opts */
async function run({ command = process.execPath, args, what, timeoutMs }) {
  const result = await runCommand({ command, args, cwd: repositoryRoot, timeoutMs });
  if (!result.ok) throw new PlainError(`${what} ${result.why}.\n${result.tail}`);
}
