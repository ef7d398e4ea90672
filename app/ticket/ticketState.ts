import { SOL, type Token, USDC } from '../../core/tokens/token.ts';
import type { SlippageChoice } from './slippage.ts';
import { DEFAULT_SLIPPAGE_BPS, slippageToRemember } from './slippage.ts';

/** The trader's input. Amounts are kept as typed; quoteTicket reads them. */
export type TicketState = {
  readonly tokenIn: Token;
  readonly tokenOut: Token;
  readonly amountText: string;
  readonly slippage: SlippageChoice;
  /** The trader's own minimum output as typed; undefined when it follows from the slippage. */
  readonly ownMinimumText: string | undefined;
};

/** How the output is bounded: by the slippage unless the trader gives a minimum, or only by the trader's minimum. */
export type TicketBound = 'slippage' | 'own minimum';

export type TicketAction =
  | { readonly type: 'token-in' | 'token-out'; readonly token: Token }
  | { readonly type: 'pair'; readonly tokenIn: Token; readonly tokenOut: Token }
  | { readonly type: 'flip' }
  /** Replaces the whole ticket: with a refused order, or with an earlier one to repeat. */
  | { readonly type: 'fill'; readonly tokenIn: Token; readonly tokenOut: Token; readonly amountText: string }
  | { readonly type: 'amount'; readonly text: string }
  | { readonly type: 'slippage' | 'remembered-slippage'; readonly choice: SlippageChoice }
  | { readonly type: 'own-minimum'; readonly text: string | undefined }
  | { readonly type: 'sent' };

export const INITIAL_TICKET: TicketState = {
  tokenIn: SOL,
  tokenOut: USDC,
  amountText: '',
  slippage: { kind: 'auto', bps: DEFAULT_SLIPPAGE_BPS },
  ownMinimumText: undefined,
};

function flipped(state: TicketState): TicketState {
  return {
    ...state,
    tokenIn: state.tokenOut,
    tokenOut: state.tokenIn,
    amountText: '',
    ownMinimumText: undefined,
  };
}

/** The ticket after an action. Choosing the other side's token flips the pair, so that a swap always has two tokens. */
export function ticketReducer(state: TicketState, action: TicketAction): TicketState {
  switch (action.type) {
    case 'token-in':
      if (action.token === state.tokenOut) return flipped(state);
      return action.token === state.tokenIn ? state : { ...state, tokenIn: action.token, amountText: '' };
    case 'token-out':
      if (action.token === state.tokenIn) return flipped(state);
      return { ...state, tokenOut: action.token, ownMinimumText: undefined };
    case 'pair': {
      const { tokenIn, tokenOut } = action;
      if (tokenIn === state.tokenIn && tokenOut === state.tokenOut) return state;
      return { ...state, tokenIn, tokenOut, amountText: '', ownMinimumText: undefined };
    }
    case 'flip':
      return flipped(state);
    case 'fill': {
      const { tokenIn, tokenOut, amountText } = action;
      return { ...state, tokenIn, tokenOut, amountText, ownMinimumText: undefined };
    }
    case 'amount':
      return { ...state, amountText: action.text };
    case 'slippage':
      return { ...state, slippage: action.choice };
    case 'remembered-slippage':
      // The stored preference also comes from here: an equal choice keeps its text.
      return slippageToRemember(state.slippage) === slippageToRemember(action.choice)
        ? state
        : { ...state, slippage: action.choice };
    case 'own-minimum':
      return { ...state, ownMinimumText: action.text };
    case 'sent':
      // The ticket is empty after sending, so that a second click sends nothing.
      return { ...state, amountText: '', ownMinimumText: undefined };
    default:
      return action satisfies never;
  }
}
