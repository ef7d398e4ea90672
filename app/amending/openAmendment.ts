import { isResting } from '../resting/rests.ts';
import { amending, type OpenedAmendment } from './amending.ts';

/** Opens the amendment of an order that rests; false when it does not. */
export function openAmendment(opened: OpenedAmendment): boolean {
  if (!isResting(opened.order)) return false;
  amending.set(opened);
  return true;
}
