import { SwapForm } from '../SwapForm.tsx';
import type { TicketKind } from '../ticketKind.ts';

export const market: TicketKind = { tab: 'Market', title: 'Swap', Form: SwapForm };
