import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../core/testing/propertyRuns.ts';
import { createSortedEntries } from './sortedEntries.ts';

type One = { readonly key: number };

test('sorted entries give what a sorted array gives, after any additions and removals', () => {
  const keys = fc.integer({ min: 0, max: 20 });
  const steps = fc.oneof(
    fc.record({ add: fc.array(keys, { maxLength: 100 }) }),
    fc.record({ remove: fc.array(fc.nat(200), { maxLength: 40 }) }),
  );
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 12 }), keys, (history, limit) => {
      const entries = createSortedEntries<One>();
      let all: One[] = [];
      for (const step of history) {
        if ('add' in step) {
          const added = step.add.map((key) => ({ key }));
          for (const one of added) entries.add(one, one.key);
          all.push(...added);
        } else {
          const removed = new Set(step.remove.flatMap((nth) => all[nth] ?? []));
          for (const one of removed) entries.remove(one, one.key);
          all = all.filter((one) => !removed.has(one));
        }
        const sorted = all.toSorted((a, b) => a.key - b.key);
        const [atMost, atLeast] = [[...entries.atMost(limit)], [...entries.atLeast(limit)]];
        expect(entries.size).toBe(all.length);
        expect(entries.lowest).toBe(sorted[0]?.key);
        expect(entries.any === undefined).toBe(all.length === 0);
        expect(atMost.map(({ key }) => key)).toEqual(sorted.flatMap(({ key }) => (key <= limit ? [key] : [])));
        expect(atLeast.map(({ key }) => key)).toEqual(
          sorted.toReversed().flatMap(({ key }) => (key >= limit ? [key] : [])),
        );
        expect(new Set([...atMost, ...atLeast]).size).toBe(all.length);
      }
    }),
    propertyRuns(200),
  );
});
