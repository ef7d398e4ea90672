import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** A process of its own (bench/orders/ceilings.ts): takes the jobs of a queue, does nothing for each, and reports as many as are asked for. */

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
/** How many jobs are to be done in all, before `done` is reported. */
process.on('message', (count) => {
  wanted = Number(count);
  report();
});
process.on('disconnect', () => process.exit());
await worker.waitUntilReady();
process.send?.('ready');
