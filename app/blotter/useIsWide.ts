'use client';
import { mediaHook } from '../browser/mediaHook.ts';

/** True where there is room for a table; cards take its place elsewhere. From here on the desk shows all its parts at once. */
export const useIsWide = mediaHook('(width >= 64rem)', true);
