import type { Scene } from './stage/scene.ts';

/** One part of the demo. It fails when what it shows is not true. */
export type Chapter = {
  /** What `--chapter` takes. */
  readonly name: string;
  /** As the captions and the summary head it. */
  readonly title: string;
  /** Seen on a phone instead of a desk. */
  readonly phone?: true;
  /** Begins what takes long, beside what is played before; only where nothing is filmed, which it would slow down. */
  readonly early?: () => void;
  /** What has to be there before the first picture: orders of yesterday, a packed client. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  /** Shows it. Whatever it says was shown, it has asserted before. */
  readonly play: (scene: Scene) => Promise<void>;
};
