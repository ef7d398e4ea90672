import { expect, type Page } from 'playwright/test';
import { createFairPrices, INDEX_SCALE } from '../../../chain/market/fairPrice.ts';
import { ORDINARY_MARKET } from '../../../chain/market/marketSettings.ts';
import { USUAL_CHAIN_LISTING } from '../../../chain/testing/usualChainListing.ts';
import { fixedPointText } from '../../../core/market/indexPrices.ts';
import { VENUES } from '../../../core/pools/all/poolKinds.ts';
import { SOL } from '../../../core/tokens/token.ts';
import { CONFIRMED, confirmSwap, orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import type { Scene } from '../stage/scene.ts';

const UNITS_PER_SOL = 1_000_000_000n;
/** An amount worth splitting at every slot in a market of the demo's depth. */
const LARGE_SOL = '60';

type Card = { readonly venue: string; readonly out: bigint; readonly against: string };

/** The loss in basis points on a card. */
function against(card: Card): number {
  return card.against === 'winner' ? 0 : Number(/^−([\d.]+)/.exec(card.against)?.[1]);
}

/** The ticket's values for each venue at one moment: output in micro-USDC and the loss against the best. */
async function cards(page: Page): Promise<Card[]> {
  const texts = await page.getByRole('list', { name: 'Quotes by venue' }).getByRole('listitem').allInnerTexts();
  return texts.map((text) => {
    const flat = text.replace(/\s+/g, ' ');
    const [, whole = '', part = ''] = /([\d,]+)(?:\.(\d+))? ?USDC/.exec(flat) ?? [];
    return {
      venue: VENUES.find(({ name }) => flat.startsWith(name))?.id ?? flat,
      out: BigInt(whole.replaceAll(',', '') + part.padEnd(6, '0')),
      against: /Against best (\S+(?: bps)?)/.exec(flat)?.[1] ?? '',
    };
  });
}

/** The server quotes at its own slots, so it is asked until both have quoted the same one. */
async function expectServerAgrees({ page, trader }: Scene, amountIn: bigint): Promise<void> {
  await expect
    .poll(
      async () => {
        const [shown, { decision }] = await Promise.all([
          cards(page),
          trader.client.quotes.get.query({ tokenIn: 'SOL', tokenOut: 'USDC', amountIn: `${amountIn}` }),
        ]);
        return decision.venues.every(
          (quote) =>
            quote.kind === 'filled' &&
            shown.some(({ venue, out }) => venue === quote.venue && out === BigInt(quote.amountOut)),
        );
      },
      { message: 'the browser and the server quote the same to the last unit', timeout: 15_000, intervals: [60] },
    )
    .toBe(true);
}

/** The engine's market follows from the seed: the same at the same slot in every run. */
async function expectSeededMarket({ trader, settings }: Scene): Promise<{ slot: number; price: string }> {
  const { slot, prices } = await new Promise<{ slot: number; prices: Record<string, string> }>((resolve, reject) => {
    const following = trader.client.market.onIndex.subscribe(undefined, {
      onData: (index) => {
        following.unsubscribe();
        resolve(index);
      },
      onError: reject,
    });
  });
  const fair = createFairPrices({ seed: settings.seed, settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
  const price = fixedPointText(fair.indexPrice(SOL.mint, slot), INDEX_SCALE.toString().length - 1);
  expect(prices[SOL.mint], `the price of SOL at slot ${slot} of the market "${settings.seed}"`).toBe(price);
  return { slot, price };
}

export const quote: Chapter = {
  name: 'quote',
  title: 'Every venue compared, one best route',
  async play(scene) {
    const { page, trader, caption, shown } = scene;
    const seeded = await expectSeededMarket(scene);
    shown(
      `market of seed "${scene.settings.seed}": SOL is ${Number(seeded.price).toFixed(4)} USDC at slot ${seeded.slot}`,
    );

    const amount = page.getByLabel('You pay').first();
    await amount.click();
    await amount.pressSequentially('1', { delay: 60 });
    await expect.poll(async () => (await cards(page)).length).toBe(VENUES.length);
    const [winner, ...losers] = (await cards(page)).sort((a, b) => (a.out < b.out ? 1 : -1));
    if (winner === undefined) throw new Error('venues are compared');
    const lostBy = (card: Card) => (Number(winner.out - card.out) / Number(winner.out)) * 10_000;
    // Where prices are so close that a split pays, the winner loses to the split too, and the others lose that in addition. Two figures are
    // rounded to a tenth.
    for (const card of losers) {
      const expected = against(winner) + lostBy(card) * (1 - against(winner) / 10_000);
      expect(Math.abs(against(card) - expected), `${card.venue}'s loss as it is`).toBeLessThan(0.11);
    }
    await expectServerAgrees(scene, UNITS_PER_SOL);
    shown(
      `${winner.venue} beat ${losers.map((card) => `${card.venue} by ${lostBy(card).toFixed(1)}`).join(' and ')} bps for 1 SOL; browser and server quote the same to the unit`,
    );
    await caption('Every venue quoted on every slot, in the browser, by the code the worker routes with.');

    await amount.fill(LARGE_SOL);
    await expect(
      page.getByText(/^Split over \d pools, it gives [\d.]+ bps more than the best single pool/),
    ).toBeVisible();
    await caption('A larger order is split over several pools, in one transaction.');
    await page.getByRole('button', { name: 'Review swap' }).click();
    const review = page.getByRole('dialog', { name: 'Review swap' });
    await expect(review.getByRole('list', { name: 'Venues compared' }).getByRole('listitem')).toHaveCount(
      VENUES.length,
    );
    scene.highlight(2000);
    await scene.picture('confirm');
    await scene.pause(1400);
    await confirmSwap(page);
    await expect(orderRows(page).first()).toContainText(CONFIRMED, { timeout: 20_000 });
    const { order } = await trader.over((await trader.newest()).orderId);
    const legs = order.fill?.legs ?? [];
    expect(new Set(legs.map(({ pool }) => pool)).size, 'it was executed on several').toBeGreaterThan(1);
    expect(legs.reduce((sum, leg) => sum + BigInt(leg.amountIn), 0n)).toBe(BigInt(order.amountIn));
    expect(BigInt(order.fill?.amountOut ?? 0)).toBeGreaterThanOrEqual(BigInt(order.minOut));
    shown(
      `${Number(order.amountIn) / 1e9} SOL split in one transaction: ${legs.map((leg) => `${(Number(leg.amountIn) / 1e9).toFixed(2)} on ${leg.venue}`).join(', ')}`,
    );
    await scene.pause(900);
  },
};
