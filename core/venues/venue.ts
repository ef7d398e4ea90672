/** The id of a brand, as it stands on the wire and in history. Open: what history names may be withdrawn since. */
export type VenueId = string;

/** A brand that a trader sees. It may run more than one kind of pool. */
export type Venue = {
  readonly id: VenueId;
  readonly name: string;
};
