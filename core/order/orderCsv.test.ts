import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvRecord, ORDER_CSV_HEADER, orderCsvRecord } from './orderCsv.ts';
import { SAMPLE_ORDER } from './testing/sampleOrder.ts';

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

it('an order that rests has its trigger as prices of whole tokens, and the evidence once it fired', () => {
  const rate = { amountIn: '3000000000', amountOut: '400000000' };
  const trigger = {
    source: 'index',
    confirmSlots: 2,
    stop: { rate, maxSlippageBps: 10 },
    takeProfit: null,
    trail: { bps: 25, maxSlippageBps: 10 },
  } as const;
  const evidence = { by: 'stop', slot: 8, source: 'index', observed: rate, watermark: null } as const;
  const fired = { ...evidence, quotedOut: '149500000', minOut: '1' };
  const [names, resting, done] = read(
    [ORDER_CSV_HEADER, ...[null, fired].map((fired) => orderCsvRecord({ ...SAMPLE_ORDER, trigger, fired }))].join(''),
  );
  const cells = (record: string[] | undefined) =>
    Object.fromEntries((names ?? []).map((name, at) => [name, record?.[at]]));
  // 0.4 thousand USDC for 3 SOL.
  const price = '133.333333333333333333';
  expect(cells(resting)).toMatchObject({ version: '1', valid_until: SAMPLE_ORDER.validUntil, trigger_source: 'index' });
  expect(cells(resting)).toMatchObject({ stop_price: price, take_profit_price: '', trail_bps: '25', fired_by: '' });
  expect(cells(done)).toMatchObject({
    fired_by: 'stop',
    fired_slot: '8',
    fired_price: price,
    fired_quoted_out: '149.5',
  });
});
