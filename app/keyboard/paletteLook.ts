/** Classes for the palette's groups and lines. */
export const PALETTE_GROUP_LOOK =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint';

export const PALETTE_ITEM_LOOK =
  'flex h-9 items-center gap-3 rounded-md px-3 text-muted data-[selected=true]:bg-hover data-[selected=true]:text-ink max-lg:h-11';
