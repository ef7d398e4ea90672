import type { Venue } from './venue.ts';

export const METEORA: Venue = { id: 'meteora', name: 'Meteora' };
