// @ts-check
import { describe, expect, test } from 'vitest';
import { brandLiterals } from './brandLiterals.mjs';
import { mayNameBrands } from './brandPlaces.mjs';

const words = ['acme', 'whirl'];
/** @param {string} source */
const texts = (source) => brandLiterals({ file: 'a.tsx', source, words }).map(({ text }) => text);

describe('names of brands in code', () => {
  test.each([
    ["const a = 'acme';", ['acme']],
    ["if (pool.kind === 'acme-clmm') {}", ['acme-clmm']],
    [`const a = \`the \${b} of Acme\`;`, ['of Acme']],
    ['const a = <p className="bg-acme">Acme swaps</p>;', ['bg-acme', 'Acme swaps']],
    ['const a = { whirl: 1 };', ['whirl']],
    ['stats.acme', ['acme']],
    ['const acmeFees = 1;', ['acmeFees']],
    ["// 'acme'\n/* whirl */ const a = 1;", []],
    ["import { a } from './acme.ts'; export * from 'whirl';", []],
    ["const a = 'ACM';", []],
  ])('%s', (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  test('with their lines', () => {
    expect(brandLiterals({ file: 'a.ts', source: "\n\nconst a = 'acme';", words })).toEqual([
      { line: 3, text: 'acme' },
    ]);
  });
});

test('are for the lists, the folders of the kinds and tests', () => {
  for (const file of [
    'core/venues/acme.ts',
    'core/pools/acmeClmm/kind.ts',
    'core/pools/all/poolKinds.ts',
    'app/a.test.ts',
  ])
    expect(mayNameBrands(file), file).toBe(true);
  for (const file of ['core/pools/poolKind.ts', 'core/routing/route.ts', 'app/ui/venueLook.ts', 'chain/execute.ts'])
    expect(mayNameBrands(file), file).toBe(false);
});
