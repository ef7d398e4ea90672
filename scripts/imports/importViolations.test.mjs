// @ts-check
import { describe, expect, test } from 'vitest';
import { circles, folderEdges } from './circles.mjs';
import { importViolations } from './importViolations.mjs';
import { moduleImports } from './moduleImports.mjs';

/** @param {string} source */
const specifiers = (source) =>
  moduleImports({ file: 'a.tsx', source }).map(({ specifier, typeOnly }) => `${typeOnly ? 'type ' : ''}${specifier}`);

describe('imports found', () => {
  test.each([
    ["import a from './a.ts';", ['./a.ts']],
    ["import './a.css';", ['./a.css']],
    ["import a, {\n  b as c,\n  type D,\n} from '../a.ts';", ['../a.ts']],
    ["import * as a from 'a'", ['a']],
    ["import type { A } from 'a';", ['type a']],
    ["import type A from 'a';", ['type a']],
    ["import type * as A from 'a';", ['type a']],
    ["import { type A } from 'a';", ['a']],
    ["import type from 'a';", ['a']],
    ["export * from 'a';", ['a']],
    ["export { b } from 'a';", ['a']],
    ["export type { B } from 'a';", ['type a']],
    ["export type B = 'a';", []],
    ["export const b = 'a';", []],
    ["export default 'a';", []],
    ["const a = await import('a');", ['a']],
    ['const a = import(`a`);', ['a']],
    ["type A = typeof import('a');", ['type a']],
    ["const a = require('a');", ['a']],
    ['const a = import(name);', ['undefined']],
    [`const a = import(\`./\${name}.ts\`);`, ['./*.ts']],
    [`const a = import(\`\${name}/a.ts\`);`, ['undefined']],
    ["// import a from 'a';", []],
    ["/* import a from 'a'; */ import b from 'b';", ['b']],
    ['const text = "import a from \'a\'";', []],
    [`const text = \`import a from "a" \${import("b")} import("c")\`;`, ['b']],
    ["const quote = /['\"]/; import a from 'a';", ['a']],
    ["const p = <p>Don't</p>;\nconst a = import('a');", ['a']],
    ["a.import('b'); const x = y / 2; import c from 'c'; // '", ['c']],
    ["import a from 'a' with { type: 'json' };", ['a']],
    ["const url = 'http://x'; import a from 'a';", ['a']],
  ])('%s', (source, expected) => {
    expect(specifiers(source)).toEqual(expected);
  });

  test('with their lines', () => {
    const source = "/*\n*/\nconst a = `\n`;\nimport b from 'b';";
    expect(moduleImports({ file: 'a.ts', source })[0]?.line).toBe(5);
  });

  test('source that can not be parsed is refused', () => {
    expect(() => moduleImports({ file: 'a.ts', source: 'import {' })).toThrow('a.ts');
  });
});

describe('circles', () => {
  const files = (/** @type {Record<string, string[]>} */ edges) => new Map(Object.entries(edges));

  test('of files are found with their path', () => {
    expect(circles(files({ a: ['b'], b: ['c'], c: ['b'], d: ['a'] }))).toEqual([['b', 'c', 'b']]);
  });

  test('there is none where two paths lead to one file', () => {
    expect(circles(files({ a: ['b', 'c'], b: ['d'], c: ['d'] }))).toEqual([]);
  });

  test('of folders are found even if no files import in a circle', () => {
    const edges = files({ 'app/a/x.ts': ['app/b/x.ts'], 'app/b/y.ts': ['app/a/y.ts'] });
    expect(circles(edges)).toEqual([]);
    expect(circles(folderEdges({ edges, room: 'app' }))).toEqual([['app/a', 'app/b', 'app/a']]);
  });

  test('imports of tests do not count', () => {
    const edges = files({ 'app/a/x.ts': ['app/b/x.ts'], 'app/b/y.test.ts': ['app/a/y.ts'] });
    expect(circles(folderEdges({ edges, room: 'app' }))).toEqual([]);
  });
});

describe('import boundaries of rooms', () => {
  test.each([
    ['core/a.ts', "import a from '../runtime/a.ts'"],
    ['core/a.ts', "import fs from 'node:fs'"],
    ['core/a.ts', "import fs from 'fs'"],
    ['core/pools/a.ts', "import type { A } from '../../server/a.ts'"],
    ['runtime/a.ts', "import a from '../drizzle/a.ts'"],
    ['redis/a.ts', "import a from '../drizzle/a.ts'"],
    ['worker/a.ts', "export * from '../chain/a.ts'"],
    ['worker/a.ts', "const a = await import('../server/a.ts')"],
    ['server/deep/a.ts', "import type { A } from '../../worker/a.ts'"],
    ['server/a.ts', "import a from '../scripts/stack.mjs'"],
    ['chain/a.ts', "import a from '../drizzle/a.ts'"],
    ['chain/a.ts', 'const a = import(name)'],
    ['app/a.tsx', "import a from '../server/a.ts'"],
    ['app/a.tsx', "import { type A } from '../server/a.ts'"],
    ['app/a.tsx', "import a from '../client/a.ts'"],
    ['client/a.ts', "import a from '../core/a.ts'"],
    ['scripts/a.mjs', "import a from '../core/a.ts'"],
    ['scripts/a.mjs', "import a from 'postgres'"],
    ['core/a.ts', "import a from '../../outside.ts'"],
    ['server/a.ts', "import a from '/etc/a.ts'"],
  ])('%s: %s is refused', (file, source) => {
    expect(importViolations({ file, source })).toHaveLength(1);
  });

  test.each([
    ['core/orders/a.ts', "import a from '../tokens/a.ts'"],
    ['core/a.ts', "import a from '@solana/kit'"],
    ['worker/a.ts', "import a from '../drizzle/a.ts'; import b from '../redis/b.ts'; import c from 'node:fs'"],
    ['app/a.tsx', "import type { AppRouter } from '../server/a.ts'"],
    ['app/deep/a.tsx', "import '../globals.css'; import a from '../../core/a.ts'"],
    ['client/a.ts', "import type { AppRouter } from '../server/a.ts'"],
    ['e2e/a.spec.ts', "import a from '../scripts/stack.mjs'; import b from '../chain/b.ts'"],
    ['scripts/a.mjs', "import a from './b.mjs'; import fs from 'node:fs'"],
    ['scripts/a.test.mjs', "import { test } from 'vitest'"],
    ['scripts/imports/a.mjs', "import { parseSync } from 'oxc-parser'"],
    ['next.config.js', "import a from './server/a.ts'"],
  ])('%s: %s is allowed', (file, source) => {
    expect(importViolations({ file, source })).toEqual([]);
  });
});
