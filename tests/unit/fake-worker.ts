/** A worker as the page sees it: it gets messages, answers when told to, and can be ended. For `vi.stubGlobal('Worker', FakeWorker)`. */
export class FakeWorker<To, From> {
  /** Every worker that was made, newest last. */
  static readonly made: FakeWorker<never, never>[] = [];
  /** The one that was made last, in the types that its test speaks. */
  static newest<To, From>(): FakeWorker<To, From> {
    const worker = FakeWorker.made.at(-1);
    if (worker === undefined) throw new Error('No worker was made.');
    return worker as unknown as FakeWorker<To, From>;
  }

  onmessage?: (event: { data: From }) => void;
  readonly got: To[] = [];
  ended = false;
  readonly name: string;
  constructor(_script?: unknown, { name = '' }: { name?: string } = {}) {
    this.name = name;
    FakeWorker.made.push(this as unknown as FakeWorker<never, never>);
  }
  postMessage(message: To): void {
    this.got.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  answer(data: From): void {
    if (!this.ended) this.onmessage?.({ data });
  }
}
