/** The id of a brand on the wire and in history. An open string, because history may name a withdrawn brand. */
export type VenueId = string;

/** A colour for each theme of the desk: dark and light, each with the classic palette and the one that is safe for every colour vision. `#rrggbb`. */
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
  /** The shape of its mark, so that colour is not the only difference. */
  readonly mark: 'square' | 'circle' | 'triangle' | 'diamond';
  readonly colours: VenueColours;
};
