import { expect, it } from 'vitest';
import { knownListing } from '../../core/market/listing.ts';
import { listedToken, SOL } from '../../core/tokens/token.ts';
import { ChainRefusal } from '../../runtime/chainClient.ts';
import { testChain } from '../testing/testChain.ts';
import example from './example.json' with { type: 'json' };

const [ore] = example.tokens;
if (ore === undefined) throw new Error('the example opens a token');
const addresses = [ore.mint, ...example.pools.map(({ address }) => address)];

it('opens tokens and pools while the chain runs, and withdraws them: what was signed before does not land on them', async () => {
  await using chain = await testChain();
  const { client } = chain;
  const before = await client.listing();
  expect(before).toMatchObject({ since: null, version: (await client.pools()).listingVersion });

  await expect(client.openListing({ pools: example.pools })).rejects.toThrow(ChainRefusal);
  await expect(client.withdrawListing('SOL')).rejects.toThrow(/can’t be withdrawn/);
  expect(await client.listing()).toEqual(before);

  expect(await client.openListing(example)).toEqual(addresses);
  await chain.slotsLater(1);
  const opened = await client.listing(before.version);
  expect(opened).toMatchObject({ since: before.version, tokens: [{ symbol: 'ORE', closedSlot: null }] });
  expect(opened.pools.map(({ address }) => address)).toEqual(addresses.slice(1));
  const { pools, listingVersion } = await chain.market();
  expect(pools.map(({ address }) => address)).toEqual(expect.arrayContaining(addresses.slice(1)));
  expect(listingVersion).toBe(opened.version);
  expect(knownListing().version).toBe(opened.version);

  const swap = (memo: string) => chain.swap({ from: SOL, to: listedToken(ore.mint), amountIn: 10n ** 9n, memo });
  const first = await swap('first');
  await client.send(first.wire);
  expect(await chain.landed(first.signature)).toMatchObject({ err: null });

  const late = await swap('late');
  await client.withdrawListing('ORE');
  await chain.slotsLater(1);
  await client.send(late.wire);
  expect((await chain.landed(late.signature)).err).toMatchObject({
    InstructionError: [expect.any(Number), 'InvalidArgument'],
  });

  await chain.restart();
  await chain.slotsLater(1);
  const withdrawn = await client.listing(opened.version);
  expect(withdrawn.tokens).toMatchObject([{ symbol: 'ORE', closedSlot: expect.any(Number) }]);
  expect((await chain.market()).pools.map(({ address }) => address)).not.toEqual(
    expect.arrayContaining([addresses[1]]),
  );
});
