import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MUTANTS } from './mutants/expected.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const patches = fileURLToPath(new URL('mutants/', import.meta.url));

test('every mutant has its patch, and every patch is a mutant', () => {
  const there = readdirSync(patches).filter((file) => file.endsWith('.patch'));
  expect(MUTANTS.map(({ name }) => `${name}.patch`).sort()).toEqual(there.sort());
});

test.each(MUTANTS)('$name still applies to the tree', ({ name }) => {
  execFileSync('git', ['apply', '--check', `${patches}${name}.patch`], { cwd: root, stdio: 'pipe' });
});
