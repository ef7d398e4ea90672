import type { Scene } from './stage/scene.ts';

/** One part of the demo. It fails when an assertion about what it shows fails. */
export type Chapter = {
  /** The value for `--chapter`. */
  readonly name: string;
  /** The heading in the captions and the summary. */
  readonly title: string;
  /** Seen on a phone instead of a desk. */
  readonly phone?: true;
  /** Prepares slow steps while earlier chapters are played; not while filming, which it would slow down. */
  readonly early?: () => void;
  /** Prepares what has to exist before the first picture, such as orders of yesterday or a packed client. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  /** Plays it. It asserts every statement before it passes it to `shown`. */
  readonly play: (scene: Scene) => Promise<void>;
};
