'use client';
import { mediaHook } from '../browser/mediaHook.ts';

/** True where there is room for a table; narrower pages show cards. From this width on the desk shows all its parts at once. */
export const useIsWide = mediaHook('(width >= 64rem)', true);
