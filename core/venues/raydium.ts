import type { Venue } from './venue.ts';

export const RAYDIUM: Venue = {
  id: 'raydium',
  name: 'Raydium',
  mark: 'square',
  colours: { dark: '#b09cff', light: '#5f43cf', darkSafe: '#f4b3dc', lightSafe: '#b5308a' },
};
