import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import type { TriggerSource } from '../../core/order/trigger/triggerTerms.ts';
import { SOL, type Token, USDC } from '../../core/tokens/token.ts';
import type { SlippageChoice } from './slippage.ts';
import { DEFAULT_SLIPPAGE_BPS, slippageToRemember } from './slippage.ts';

/** The trader's input. Amounts are kept as typed; quoteTicket reads them. */
export type TicketState = {
  readonly kind: OrderKindName;
  readonly tokenIn: Token;
  readonly tokenOut: Token;
  readonly amountText: string;
  readonly slippage: SlippageChoice;
  /** The trader's own minimum output as typed; undefined when it follows from the slippage. */
  readonly ownMinimumText: string | undefined;
  readonly prices: TypedPrices;
  readonly choices: RestingChoices;
};

/**
 * Prices and amounts that the trader typed for an order that rests; forgotten with the pair. Prices are in the market's direction: quote tokens per
 * base token. `total` and `floor` are amounts of tokenOut. Of a limit order either the price is typed or the total.
 */
export type TypedPrices = Partial<
  Readonly<Record<'limit' | 'total' | 'stop' | 'takeProfit' | 'floor', string | undefined>>
>;

/** The trader's other choices for orders that rest, as typed; undefined is the usual one. They stay after an order was sent. */
export type RestingChoices = {
  /** Percent below the best price. */
  readonly trail?: string | undefined;
  /** Worst price of a stop, and of a take profit: percent below the quote at the trigger. */
  readonly stopSlippage?: string | undefined;
  readonly takeProfitSlippage?: string | undefined;
  readonly confirmSlots?: string | undefined;
  readonly source?: TriggerSource | undefined;
  readonly validForSeconds?: number | undefined;
  /** From the execution of the entry on. */
  readonly exitValidForSeconds?: number | undefined;
};

export type TicketAction =
  | { readonly type: 'token-in' | 'token-out'; readonly token: Token }
  | { readonly type: 'pair'; readonly tokenIn: Token; readonly tokenOut: Token }
  | { readonly type: 'flip' }
  | { readonly type: 'kind'; readonly kind: OrderKindName }
  /** Puts a refused order back. */
  | ({ readonly type: 'fill' } & Pick<TicketState, 'kind' | 'tokenIn' | 'tokenOut' | 'amountText' | 'prices'>)
  | { readonly type: 'amount'; readonly text: string }
  | { readonly type: 'slippage' | 'remembered-slippage'; readonly choice: SlippageChoice }
  | { readonly type: 'own-minimum'; readonly text: string | undefined }
  | { readonly type: 'prices'; readonly prices: TypedPrices }
  | { readonly type: 'choices'; readonly choices: RestingChoices }
  | { readonly type: 'sent' };

export const INITIAL_TICKET: TicketState = {
  kind: 'market',
  tokenIn: SOL,
  tokenOut: USDC,
  amountText: '',
  slippage: { kind: 'auto', bps: DEFAULT_SLIPPAGE_BPS },
  ownMinimumText: undefined,
  prices: {},
  choices: {},
};

/** What sending an order, or another pair, leaves of the ticket. */
const EMPTY = { amountText: '', ownMinimumText: undefined, prices: {} } as const;

function flipped(state: TicketState): TicketState {
  return { ...state, ...EMPTY, tokenIn: state.tokenOut, tokenOut: state.tokenIn };
}

/** The ticket after an action. Choosing the other side's token flips the pair, so that a swap always has two tokens. */
export function ticketReducer(state: TicketState, action: TicketAction): TicketState {
  switch (action.type) {
    case 'token-in':
      if (action.token === state.tokenOut) return flipped(state);
      return action.token === state.tokenIn ? state : { ...state, tokenIn: action.token, amountText: '', prices: {} };
    case 'token-out':
      if (action.token === state.tokenIn) return flipped(state);
      return { ...state, tokenOut: action.token, ownMinimumText: undefined, prices: {} };
    case 'pair': {
      const { tokenIn, tokenOut } = action;
      if (tokenIn === state.tokenIn && tokenOut === state.tokenOut) return state;
      return { ...state, ...EMPTY, tokenIn, tokenOut };
    }
    case 'flip':
      return flipped(state);
    case 'kind':
      return { ...state, kind: action.kind };
    case 'fill': {
      const { type, ...filled } = action;
      return { ...state, ...EMPTY, ...filled };
    }
    case 'amount':
      // Leaving the field enters the amount again; the same text changes nothing.
      return action.text === state.amountText ? state : { ...state, amountText: action.text };
    case 'slippage':
      return { ...state, slippage: action.choice };
    case 'remembered-slippage':
      // The stored preference also comes from here: an equal choice keeps its text.
      return slippageToRemember(state.slippage) === slippageToRemember(action.choice)
        ? state
        : { ...state, slippage: action.choice };
    case 'own-minimum':
      return { ...state, ownMinimumText: action.text };
    case 'prices':
      return { ...state, prices: { ...state.prices, ...action.prices } };
    case 'choices':
      return { ...state, choices: { ...state.choices, ...action.choices } };
    case 'sent':
      // The ticket is empty after sending, so that a second click sends nothing.
      return { ...state, ...EMPTY };
    default:
      return action satisfies never;
  }
}
