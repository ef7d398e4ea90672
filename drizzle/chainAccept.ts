import { createChainClient } from '../runtime/chainClient.ts';
import { connectDatabase } from './database.ts';
import { acceptGenesis } from './trustedGenesis.ts';

/**
 * `npm run chain:accept -- <genesis>`: with this command the operator declares that the previous chain will never return. From then on the engine
 * trades on the chain with that genesis, and workers end the orders whose transactions can't land any more.
 */
const GENESIS = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/;

function refuse(sentence: string): never {
  console.error(`${sentence} Nothing was changed.`);
  process.exit(1);
}

type Present = { readonly genesisHash?: string; readonly sentence: string };

/** The genesis of the chain that answers now, with a sentence for the operator that gives it or the reason why there is none. */
async function presentChain(): Promise<Present> {
  const url = process.env.CHAIN_URL;
  if (url === undefined || url === '') return { sentence: 'CHAIN_URL is not set, so no chain was asked.' };
  const chain = createChainClient({ url, token: process.env.CHAIN_RPC_TOKEN });
  try {
    const { genesisHash } = await chain.genesis();
    return { genesisHash, sentence: `The chain that answers now has the genesis ${genesisHash}.` };
  } catch (error) {
    return { sentence: `No chain answers now (${error instanceof Error ? error.message : String(error)}).` };
  } finally {
    chain.close();
  }
}

const [genesisHash, ...more] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
const { genesisHash: present, sentence: presently } = await presentChain();
if (genesisHash === undefined || more.length > 0 || url === undefined)
  refuse(`Usage: npm run chain:accept -- <genesis>. ${presently}`);
if (!GENESIS.test(genesisHash)) refuse(`${genesisHash} is no genesis hash (base58 of 32 bytes). ${presently}`);
if (present !== undefined && present !== genesisHash) refuse(presently);
const database = connectDatabase({ url, applicationName: 'chain-accept', max: 1 });
try {
  const ended = await acceptGenesis({ database, genesisHash });
  if (ended === undefined) refuse('The engine trades on that genesis already.');
  console.log(
    `The engine trades on ${genesisHash} from now on. Orders whose transaction was in flight on the previous chain: ${ended}. ` +
      'Each ends as failed, with its funds released; orders without a transaction continue while they are valid.',
  );
} catch (error) {
  refuse(`The database can't be reached: ${error instanceof Error ? error.message : String(error)}.`);
} finally {
  await database.close();
}
