import {
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransactionMessage,
  createTransactionMessage,
  getCompiledTransactionMessageEncoder,
  pipe,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { listedPool } from '../market/listing.ts';
import { Remembered } from '../memory/remembered.ts';
import type { Pool } from '../pools/all/pool.ts';
import { mathOf } from '../pools/all/poolMaths.ts';
import { programOf } from '../pools/all/poolPrograms.ts';
import { type PlannedLeg, planLegs } from '../routing/legPlan.ts';
import { COMPUTE_UNIT_PRICE, computeUnitsOf } from '../routing/networkFee.ts';
import type { Route } from '../routing/route.ts';
import { base58Decode } from './base58.ts';
import { messageLayout } from './messageLayout.ts';
import { messageOfWallet, type OwnAccounts, type OwnedMessage, ownAccountsOf } from './ownAccounts.ts';
import { type InstructionPlaces, swapInstructions } from './swapInstructions.ts';

export type SwapRequest = {
  readonly route: Route;
  /** The least total output, base units of the route's mintOut. */
  readonly minOut: bigint;
  /** The pools that the route was found on: their prices determine the derived accounts. */
  readonly pools: readonly Pool[];
  /** Address of the wallet that pays, signs, spends and receives. */
  readonly wallet: string;
  /** `orderId:attempt`. */
  readonly memo: string;
  readonly blockhash: string;
  /** Micro-lamports per compute unit; 10,000 when not given. */
  readonly computeUnitPrice?: bigint;
};

export type CompiledSwap = {
  /** The bytes to sign. */
  readonly message: Uint8Array;
  readonly legs: readonly PlannedLeg[];
};

type Resolved = SwapRequest & {
  readonly legs: readonly PlannedLeg[];
  readonly priceAccounts: readonly (readonly number[])[];
  readonly computeUnitLimit: number;
  readonly price: bigint;
};

function resolve(request: SwapRequest): Resolved {
  const legs = planLegs(request);
  const priceAccounts = legs.map((leg) => {
    const pool = request.pools.find(({ address }) => address === leg.pool);
    if (pool === undefined) throw new RangeError(`the pool ${leg.pool} is not among the pools of the quote`);
    return mathOf(pool).priceAccounts(pool, leg.mintIn);
  });
  return {
    ...request,
    legs,
    priceAccounts,
    computeUnitLimit: computeUnitsOf(request.route.legs),
    price: request.computeUnitPrice ?? COMPUTE_UNIT_PRICE,
  };
}

type Compiled = OwnedMessage & { readonly places: InstructionPlaces };

async function compileWithKit(swap: Resolved, own: OwnAccounts): Promise<Compiled> {
  const { legs, memo } = swap;
  const priceAccounts = await Promise.all(
    legs.map((leg, i) => {
      const program = programOf(listedPool(leg.pool));
      return Promise.all((swap.priceAccounts[i] ?? []).map((index) => program.priceAccountAddress(leg.pool, index)));
    }),
  );
  const { instructions, places } = swapInstructions({
    wallet: own.wallet,
    legs,
    memo,
    computeUnitLimit: swap.computeUnitLimit,
    computeUnitPrice: swap.price,
    tokenAccounts: own.tokenAccounts,
    priceAccounts,
  });
  const message = pipe(
    createTransactionMessage({ version: 0 }),
    (tx) => setTransactionMessageFeePayer(own.wallet, tx),
    // The chain determines how long a blockhash is valid; the number is not part of the bytes.
    (tx) =>
      setTransactionMessageLifetimeUsingBlockhash(
        { blockhash: swap.blockhash as Blockhash, lastValidBlockHeight: 0n },
        tx,
      ),
    (tx) => appendTransactionMessageInstructions(instructions, tx),
  );
  const compiled = compileTransactionMessage(message);
  const bytes = new Uint8Array(getCompiledTransactionMessageEncoder().encode(compiled));
  return { message: bytes, layout: messageLayout(bytes), accounts: compiled.staticAccounts, own, places };
}

/** Compiles a swap entirely with Kit: the reference that compileSwap must equal byte for byte. */
export async function compileSwapByKit(request: SwapRequest): Promise<CompiledSwap> {
  const swap = resolve(request);
  const { message } = await compileWithKit(swap, await ownAccountsOf(swap.wallet, swap.legs));
  return { message, legs: swap.legs };
}

/** A message of the same shape, and the offsets of the parts that differ between orders. */
type Template = OwnedMessage & {
  readonly limitAt: number;
  readonly priceAt: number;
  readonly memoAt: number;
  readonly transferAt: number | undefined;
  /** The offsets of each leg's input and bound. */
  readonly legsAt: readonly { readonly amountIn: number; readonly minOut: number }[];
};

/** By shape, of any wallet. */
const templates = new Remembered<string, Promise<Template>>(4_000);
/** Messages of the wallet that signs, by wallet and shape. */
const messages = new Remembered<string, Promise<Uint8Array>>(4_000);

/** Offsets behind the discriminators: compute unit limit and price u8, system transfer u32. */
const LIMIT_OFFSET = 1;
const PRICE_OFFSET = 1;
const LAMPORTS_OFFSET = 4;

async function makeTemplate(swap: Resolved, own: OwnAccounts): Promise<Template> {
  const { places, ...owned } = await compileWithKit(swap, own);
  const { layout } = owned;
  const dataAt = (place: number): number => {
    const instruction = layout.instructions[place];
    if (instruction === undefined) throw new RangeError('the message holds fewer instructions than were put in');
    return instruction.dataAt;
  };
  return {
    ...owned,
    limitAt: dataAt(places.computeUnitLimit) + LIMIT_OFFSET,
    priceAt: dataAt(places.computeUnitPrice) + PRICE_OFFSET,
    memoAt: dataAt(places.memo),
    transferAt: places.transfer === undefined ? undefined : dataAt(places.transfer) + LAMPORTS_OFFSET,
    legsAt: swap.legs.map((leg, i) => {
      const at = dataAt(places.legs[i] ?? -1);
      const { amountInAt, minOutAt } = programOf(listedPool(leg.pool));
      return { amountIn: at + amountInAt, minOut: at + minOutAt };
    }),
  };
}

/** The template of the swap's shape, and its message for the swap's wallet. */
async function templateOf(swap: Resolved, memoLength: number): Promise<Template> {
  const legs = swap.legs.map((leg, i) => `${leg.pool} ${leg.mintIn} ${swap.priceAccounts[i]?.join()}`);
  const shape = `${memoLength}|${legs.join('|')}`;
  const own = () => ownAccountsOf(swap.wallet, swap.legs);
  const template = await templates.get(shape, async () => makeTemplate(swap, await own()));
  const message = await messages.get(`${swap.wallet}|${shape}`, async () => messageOfWallet(template, await own()));
  return { ...template, message };
}

const utf8 = new TextEncoder();

/**
 * The message of a swap: a v0 transaction without lookup tables, the same bytes that Kit compiles. Messages of one shape (pools, directions, derived
 * accounts, length of the memo) differ only in the wallet's own accounts, blockhash, compute units, amounts and memo. So a message is compiled once for each
 * shape, which takes milliseconds, put into order for each wallet (microseconds), and the rest is written into a copy. Throws RangeError for a bound above the quote, or an invalid blockhash.
 */
export async function compileSwap(request: SwapRequest): Promise<CompiledSwap> {
  const swap = resolve(request);
  const memo = utf8.encode(swap.memo);
  const template = await templateOf(swap, memo.length);
  const blockhash = base58Decode(swap.blockhash, 32);
  if (blockhash === undefined) throw new RangeError(`${swap.blockhash} is not a blockhash`);
  const message = template.message.slice();
  const view = new DataView(message.buffer);
  message.set(blockhash, template.layout.blockhashAt);
  message.set(memo, template.memoAt);
  view.setUint32(template.limitAt, swap.computeUnitLimit, true);
  view.setBigUint64(template.priceAt, swap.price, true);
  // All legs that spend SOL spend the same wrapped account, so the transfer carries the sum of their inputs.
  if (template.transferAt !== undefined) {
    const mintIn = swap.legs[0]?.mintIn;
    const lamports = swap.legs.reduce((sum, leg) => (leg.mintIn === mintIn ? sum + leg.amountIn : sum), 0n);
    view.setBigUint64(template.transferAt, lamports, true);
  }
  for (const [i, leg] of swap.legs.entries()) {
    const at = template.legsAt[i];
    if (at === undefined) throw new RangeError('the template has fewer legs than the route');
    view.setBigUint64(at.amountIn, leg.amountIn, true);
    view.setBigUint64(at.minOut, leg.minOut, true);
  }
  return { message, legs: swap.legs };
}
