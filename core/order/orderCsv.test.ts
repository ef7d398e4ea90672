import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvRecord } from './orderCsv.ts';

/** A reader of RFC 4180. */
function read(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

const text = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", '1', 'a', ' ', '.'),
});

describe('csv', () => {
  it('reads back as written, except for the apostrophe before a text that would be a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
        const written = read(rows.map(csvRecord).join(''));
        expect(written.map((row) => row.length)).toEqual(rows.map((row) => row.length));
        for (const [i, row] of rows.entries()) {
          for (const [j, value] of row.entries()) {
            const found = written[i]?.[j] ?? '';
            expect([value, `'${value}`]).toContain(found);
            expect(found).not.toMatch(/^([=+@\t\r\n]|-(?![0-9]+(\.[0-9]+)?$))/);
          }
        }
      }),
    );
  });

  it('leaves numbers as they are', () => {
    expect(csvCell('-3.25')).toBe('-3.25');
    expect(csvCell('-3.25+cmd')).toBe("'-3.25+cmd");
  });
});
