/** One store of a database on this device, opened when it is first asked. Each piece of work is a transaction. */
export class Store {
  private opening: Promise<IDBDatabase> | null = null;

  /** `make` is told to make the store in a database that is new. */
  constructor(
    private readonly database: string,
    private readonly name: string,
    private readonly make: (database: IDBDatabase) => void,
  ) {}

  /** Do this work; resolves with the result of the request that `act` returns, when all of it is on the device. */
  async work<T>(
    mode: IDBTransactionMode,
    // biome-ignore lint/suspicious/noExplicitAny: the kinds of request differ only in their result
    act: (store: IDBObjectStore) => IDBRequest<any> | undefined,
  ): Promise<T | undefined> {
    this.opening ??= this.open().catch((reason) => {
      this.opening = null;
      throw reason;
    });
    const transaction = (await this.opening).transaction(this.name, mode);
    return new Promise((resolve, reject) => {
      const request = act(transaction.objectStore(this.name));
      transaction.oncomplete = () => resolve(request?.result as T | undefined);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.database, 1);
      request.onupgradeneeded = () => this.make(request.result);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });
  }
}
