import { expect, it } from 'vitest';
import { batchTimesIn } from './batchTimes.ts';

it('reads the median time of each function’s calls, and ignores other statements', () => {
  const log = `2026-11-27 18:00:00.000 UTC [7] LOG:  duration: 0.100 ms  parse a1: select * from engine.accept_orders($1::text::jsonb)
2026-11-27 18:00:00.000 UTC [7] LOG:  duration: 3.000 ms  execute a1: select * from engine.accept_orders($1::text::jsonb)
2026-11-27 18:00:00.001 UTC [7] LOG:  duration: 5.000 ms  execute a1: select * from engine.accept_orders($1::text::jsonb)
2026-11-27 18:00:00.002 UTC [7] LOG:  duration: 40.250 ms  execute a1: select * from engine.accept_orders($1::text::jsonb)
2026-11-27 18:00:00.002 UTC [8] LOG:  duration: 9.000 ms  execute b1: select id from engine.orders where id = $1
2026-11-27 18:00:00.003 UTC [8] LOG:  duration: 1.500 ms  execute c1: 
\t          select ord, verdict from engine.submit_orders($1, $2)`;
  expect(batchTimesIn(log)).toEqual([
    { name: 'accept_orders', calls: 3, medianMs: 5 },
    { name: 'submit_orders', calls: 1, medianMs: 1.5 },
  ]);
});
