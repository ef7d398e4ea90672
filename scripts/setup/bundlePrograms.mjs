// @ts-check
import { build } from 'esbuild';
import { repositoryRoot } from '../supervision/repositoryRoot.mjs';

/**
 * Bundles programs, each into `<name>.mjs` of the folder, with a shared file for common code. Packages are not bundled.
 * @param {{ entries: Record<string, string>, folder: string }} opts `entries`: source files by name
 */
export async function bundlePrograms({ entries, folder }) {
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: entries,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    sourcemap: true,
    logLevel: 'silent',
  });
}
