/** A font size at which a figure of that many characters fits: sizes from large to small, each with its maximum number of characters. */
export function fittedSize(text: string, sizes: readonly (readonly [maxLength: number, look: string])[]): string {
  const fitting = sizes.find(([maxLength]) => text.length <= maxLength) ?? sizes.at(-1);
  return fitting?.[1] ?? '';
}

/** The large figures of the ticket. */
export const TICKET_FIGURE = [
  [8, 'text-2xl'],
  [13, 'text-2xl max-[22.5rem]:text-base'],
  [17, 'text-lg max-[22.5rem]:text-xs'],
  [40, 'text-sm'],
] as const;

/** The output on a venue's card. */
export const CARD_FIGURE = [
  [13, 'text-sm'],
  [40, 'text-xs'],
] as const;
