/** The id of a brand, as it stands on the wire and in history. Open: what history names may be withdrawn since. */
export type VenueId = string;

/** A colour for each look of the desk: dark and light, with the classic palette and the one that is safe for every colour vision. `#rrggbb`. */
export type VenueColours = {
  readonly dark: string;
  readonly light: string;
  readonly darkSafe: string;
  readonly lightSafe: string;
};

/** A brand that a trader sees. It may run more than one kind of pool. */
export type Venue = {
  readonly id: VenueId;
  readonly name: string;
  /** The shape of its mark, so that colour alone tells nothing. */
  readonly mark: 'square' | 'circle' | 'triangle' | 'diamond';
  readonly colours: VenueColours;
};
