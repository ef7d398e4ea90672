import { createChainClient } from '../runtime/chainClient.ts';
import { connectDatabase } from './database.ts';
import { acceptGenesis } from './trustedGenesis.ts';

/**
 * `npm run chain:accept -- <genesis>`: the operator's word that the chain of before is gone for good. From then on the engine trades on the
 * chain with that genesis, and workers end the orders whose transactions can't land any more.
 */
const GENESIS = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

function refuse(sentence: string): never {
  console.error(`${sentence} Nothing was changed.`);
  process.exit(1);
}

/** The genesis of the chain that answers now; undefined when none does. */
async function presentGenesis(): Promise<string | undefined> {
  const url = process.env.CHAIN_URL;
  if (url === undefined || url === '') return undefined;
  const chain = createChainClient({ url });
  try {
    return (await chain.genesis()).genesisHash;
  } catch {
    return undefined;
  } finally {
    chain.close();
  }
}

const [genesisHash, ...more] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
const present = await presentGenesis();
const presently =
  present === undefined ? 'No chain answers now.' : `The chain that answers now has the genesis ${present}.`;
if (genesisHash === undefined || more.length > 0 || url === undefined)
  refuse(`Usage: npm run chain:accept -- <genesis>. ${presently}`);
if (!GENESIS.test(genesisHash)) refuse(`${genesisHash} is no genesis hash (base58 of 32 bytes). ${presently}`);
if (present !== undefined && present !== genesisHash) refuse(presently);
const database = connectDatabase({ url, applicationName: 'chain-accept', max: 1 });
try {
  const ended = await acceptGenesis({ database, genesisHash });
  if (ended === undefined) refuse('The engine trades on that genesis already.');
  console.log(
    `The engine trades on ${genesisHash} from now on. Orders whose transaction was under way on the chain of before: ${ended}. ` +
      'Each ends as failed, with its funds released; orders without a transaction go on while they are valid.',
  );
} catch (error) {
  refuse(`The database can't be reached: ${error instanceof Error ? error.message : String(error)}.`);
} finally {
  await database.close();
}
