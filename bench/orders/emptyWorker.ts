import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** A separate process for bench/orders/ceilings.ts: takes the jobs of a queue, does nothing for each, and reports when the given number is done. */

const [queue = '', url = '', concurrency = '1'] = process.argv.slice(2);
let done = 0;
let wanted = Number.POSITIVE_INFINITY;

const report = () => {
  if (done < wanted) return;
  wanted = Number.POSITIVE_INFINITY;
  process.send?.('done');
};

const connection = new Redis(url, { maxRetriesPerRequest: null });
const worker = new Worker(queue, async () => {}, {
  connection,
  concurrency: Number(concurrency),
  removeOnComplete: { count: 0 },
});
worker.on('completed', () => {
  done += 1;
  report();
});
/** Total number of jobs to do before `done` is reported. */
process.on('message', (count) => {
  wanted = Number(count);
  report();
});
process.on('disconnect', () => process.exit());
await worker.waitUntilReady();
process.send?.('ready');
