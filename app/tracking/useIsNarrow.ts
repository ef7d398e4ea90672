'use client';
import { mediaHook } from '../browser/mediaHook.ts';

/** True on a phone, where dialogs open from below. */
export const useIsNarrow = mediaHook('(width < 40rem)', false);
