import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../../../runtime/repositoryRoot.ts';
import { installDependencies } from '../../../scripts/stack.mjs';
import { OptionsError } from '../options.ts';

/** The measuring code, which replaces that of the other tree, so that both trees are measured alike. */
const MEASURING = 'bench/orders';

export type OtherTree = AsyncDisposable & { readonly root: string; readonly commit: string };

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The short name of a commit. Throws OptionsError when git does not know it. */
export function commitOf(revision: string): string {
  try {
    return git('rev-parse', '--verify', '--short', '--end-of-options', `${revision}^{commit}`);
  } catch {
    throw new OptionsError(`git knows no commit "${revision}" here.`);
  }
}

/**
 * A commit's tree in a git worktree in a temporary folder, ready to run: with this tree's dependencies when they are the same, else with its own.
 * Its bench is replaced by this tree's. Removed at the end of the scope.
 */
export async function openOtherTree(opts: { commit: string; signal: AbortSignal }): Promise<OtherTree> {
  const { commit, signal } = opts;
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-bench-'));
  // Postgres may run as another user, who has to be able to enter the folder.
  chmodSync(folder, 0o755);
  const root = path.join(folder, 'tree');
  let added = false;
  const remove = async () => {
    if (added) git('worktree', 'remove', '--force', root);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    git('worktree', 'add', '--detach', root, commit);
    added = true;
    if (dependenciesOf(root) === dependenciesOf(repositoryRoot))
      symlinkSync(path.join(repositoryRoot, 'node_modules'), path.join(root, 'node_modules'));
    else {
      console.error(`${commit} has other dependencies: they are installed …`);
      await installDependencies({ root, signal });
    }
    rmSync(path.join(root, MEASURING), { recursive: true, force: true });
    cpSync(path.join(repositoryRoot, MEASURING), path.join(root, MEASURING), { recursive: true });
    return { root, commit, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The files that determine the content of node_modules: the lock file, and our patches of packages. */
function dependenciesOf(root: string): string {
  const patches = path.join(root, 'scripts/patches');
  const files = ['package-lock.json', ...readdirSync(patches).map((name) => path.join('scripts/patches', name))];
  return files.map((file) => `${file}\n${readFileSync(path.join(root, file), 'utf8')}`).join('\n');
}
