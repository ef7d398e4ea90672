import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { venueOf } from '../../core/pools/all/poolKinds.ts';
import { programOf } from '../../core/pools/all/poolPrograms.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { chainListingOf, type ListingRow, TOKEN } from '../market/chainListing.ts';
import { createMarketModel } from '../market/marketModel.ts';
import { ORDINARY_MARKET } from '../market/marketSettings.ts';
import { type ListingFile, listingFile } from './listingFile.ts';

/** Thrown when a change of the listing is refused; nothing was changed. The message is for the operator. */
export class ListingRefusal extends Error {
  override readonly name = 'ListingRefusal';
}

/** The result of a change: new rows, and changed rows with their new values. */
export type ListingChange = readonly ListingRow[];

type Now = { readonly rows: readonly ListingRow[]; readonly slot: number };

function refuse(reason: string): never {
  throw new ListingRefusal(reason);
}

/** The first problem that a check found, with its place. */
function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is not valid'}`;
}

function parsed<T extends z.ZodType>(schema: T, given: unknown, what: string): z.output<T> {
  const result = schema.safeParse(given);
  return result.success ? result.data : refuse(`${what} is not valid: ${problemOf(result.error)}`);
}

const nextChange = (rows: readonly ListingRow[]) => rows.reduce((most, { change }) => Math.max(most, change), 0) + 1;

const symbolOf = ({ listed }: ListingRow) => z.looseObject({ symbol: z.string() }).parse(listed).symbol;

const mintsOf = ({ listed }: ListingRow): readonly string[] => {
  const { mintX, mintY } = z.looseObject({ mintX: z.string(), mintY: z.string() }).parse(listed);
  return [mintX, mintY];
};

/** The row of an opened token or pool; a withdrawn one may open again if it is unchanged. */
function opened(opts: { row: ListingRow; now: Now }): ListingRow {
  const { row, now } = opts;
  const known = now.rows.find(({ address }) => address === row.address);
  if (known === undefined) return row;
  if (known.closedSlot === null) refuse(`${row.address} is listed already`);
  if (known.kind !== row.kind || !isDeepStrictEqual(known.listed, row.listed))
    refuse(`${row.address} was listed before as something else; what was listed once keeps its meaning`);
  return row;
}

function tokenRows(opts: {
  file: ListingFile;
  now: Now;
  span: Pick<ListingRow, 'openedSlot' | 'closedSlot' | 'change'>;
}) {
  const { file, now, span } = opts;
  return file.tokens.map(({ simulation, ...listed }): ListingRow => {
    const taken = now.rows.find(
      (row) => row.kind === TOKEN && symbolOf(row).toUpperCase() === listed.symbol.toUpperCase(),
    );
    if ((taken !== undefined && taken.address !== listed.mint) || listed.symbol.toUpperCase() === 'WSOL')
      refuse(`the symbol ${listed.symbol} is taken: orders of the token that has or had it show it for ever`);
    return opened({ row: { address: listed.mint, kind: TOKEN, listed, simulation, ...span }, now });
  });
}

function poolRows(opts: {
  file: ListingFile;
  now: Now;
  tokens: readonly ListingRow[];
  span: Pick<ListingRow, 'openedSlot' | 'closedSlot' | 'change'>;
}) {
  const { file, now, tokens, span } = opts;
  const symbols = new Map(
    tokens.filter(({ closedSlot }) => closedSlot === null).map((row) => [row.address, symbolOf(row)]),
  );
  return file.pools.map(({ simulation, ...fields }): ListingRow => {
    const { address, kind, mintX, mintY } = fields;
    const [x, y] = [mintX, mintY].map(
      (mint) => symbols.get(mint) ?? refuse(`the pool ${address} trades ${mint}, which is not a listed token`),
    );
    if (mintX === mintY) refuse(`the pool ${address} trades a token for itself`);
    const listed = parsed(programOf(fields).listedSchema, { ...fields, pair: `${x}/${y}` }, `the pool ${address}`);
    return opened({ row: { address, kind, listed, simulation, ...span }, now });
  });
}

/** Checks that the chain can simulate the listing with these rows: computes their prices and pools at the current slot, and some days later. */
function rehearse(opts: { rows: readonly ListingRow[]; changed: ListingChange; slot: number }): void {
  try {
    const listing = chainListingOf({ genesisHash: 'rehearsal', rows: opts.rows });
    const model = createMarketModel({ seed: 'rehearsal', settings: ORDINARY_MARKET, listing });
    const added = new Set(opts.changed.map(({ address }) => address));
    for (const { listed } of listing.pools.filter(({ listed }) => added.has(listed.address)))
      for (const slot of [opts.slot, opts.slot + 1_000_000])
        model.poolAt({ pool: listed.address, slot, row: undefined });
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? problemOf(error) : error instanceof Error ? error.message : String(error);
    refuse(`the chain could not simulate it: ${reason}`);
  }
}

/** The rows that a file opens at a slot. Throws ListingRefusal when any of them can't be opened. */
export function openedBy(given: unknown, now: Now): ListingChange {
  const file = parsed(listingFile, given, 'the file');
  const span = { openedSlot: now.slot, closedSlot: null, change: nextChange(now.rows) };
  const tokens = tokenRows({ file, now, span });
  const isNew = new Set(tokens.map(({ address }) => address));
  const known = now.rows.filter((row) => row.kind === TOKEN && !isNew.has(row.address));
  const pools = poolRows({ file, now, tokens: [...known, ...tokens], span });
  const changed = [...tokens, ...pools];
  const addresses = new Set(changed.map(({ address }) => address));
  if (addresses.size < changed.length) refuse('the file names an address twice');
  const symbols = new Set(tokens.map((row) => symbolOf(row).toUpperCase()));
  if (symbols.size < tokens.length) refuse('the file names a symbol twice');
  rehearse({
    rows: [...now.rows.filter(({ address }) => !addresses.has(address)), ...changed],
    changed,
    slot: now.slot,
  });
  return changed;
}

/**
 * The rows that a name withdraws: a token by symbol or mint, with all of its pools; a pool by its address; or all pools of a venue. Throws
 * ListingRefusal when nothing open has that name, and for SOL and USDC, in which all other tokens are priced.
 */
export function withdrawnBy(name: string, now: Now): ListingChange {
  const open = now.rows.filter(({ closedSlot }) => closedSlot === null);
  const isToken = (row: ListingRow) =>
    row.kind === TOKEN && (row.address === name || symbolOf(row).toUpperCase() === name.toUpperCase());
  const token = open.find(isToken);
  if (token?.address === SOL.mint || token?.address === USDC.mint) refuse('SOL and USDC can’t be withdrawn');
  const isMeant = (row: ListingRow) => {
    if (row === token) return true;
    if (row.kind === TOKEN) return false;
    return (
      row.address === name || venueOf(row) === name || (token !== undefined && mintsOf(row).includes(token.address))
    );
  };
  const closed = open.filter(isMeant);
  if (closed.length === 0) refuse(`nothing that is open is called ${name}`);
  return closed.map((row) => ({ ...row, closedSlot: now.slot, change: nextChange(now.rows) }));
}
