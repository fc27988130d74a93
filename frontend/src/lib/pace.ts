/** Does a piece of work after a pause in what asks for it, and at least every so often while it is asked for. */
export class Pace {
  private pause: ReturnType<typeof setTimeout> | undefined;
  private limit: ReturnType<typeof setTimeout> | undefined;

  /** Times in milliseconds. */
  constructor(
    private readonly work: () => void,
    private readonly after = 250,
    private readonly atLeast = 1000,
  ) {}

  /** Ask for the work. */
  ask(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.now(), this.after);
    this.limit ??= setTimeout(() => this.now(), this.atLeast);
  }

  /** Do it now, and not again for what was asked before. */
  now(): void {
    this.stop();
    this.work();
  }

  stop(): void {
    clearTimeout(this.pause);
    clearTimeout(this.limit);
    this.pause = this.limit = undefined;
  }
}
