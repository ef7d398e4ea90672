import type { Venue } from './venue.ts';

export const RAYDIUM: Venue = { id: 'raydium', name: 'Raydium' };
