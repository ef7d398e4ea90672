import { readFileSync } from 'node:fs';
import { createChainClient } from '../../runtime/chainClient.ts';

/**
 * `npm run chain -- open <file>` and `npm run chain -- withdraw <name>` on the chain at CHAIN_URL: the running chain checks and writes the
 * change, and every process and page follows with the next slot.
 */
const USAGE =
  'Usage: npm run chain -- open <file>, or npm run chain -- withdraw <symbol, mint, address of a pool, or venue>.';

function refuse(sentence: string): never {
  console.error(`${sentence} Nothing was changed.`);
  process.exit(1);
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function contentsOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file} can’t be read as JSON: ${textOf(error)}.`);
  }
}

const [verb, name, ...more] = process.argv.slice(2);
const url = process.env.CHAIN_URL;
if ((verb !== 'open' && verb !== 'withdraw') || name === undefined || more.length > 0) refuse(USAGE);
if (url === undefined || url === '') refuse('No engine runs from this folder: start it (npm start), or set CHAIN_URL.');
const contents = verb === 'open' ? contentsOf(name) : undefined;
const chain = createChainClient({ url, token: process.env.CHAIN_RPC_TOKEN, timeoutMs: 30_000 });
try {
  const changed = await (verb === 'open' ? chain.openListing(contents) : chain.withdrawListing(name));
  console.log(`${verb === 'open' ? 'Opened' : 'Withdrawn'}: ${changed.join(', ')}.`);
} catch (error) {
  refuse(`${textOf(error)}.`);
} finally {
  chain.close();
}
