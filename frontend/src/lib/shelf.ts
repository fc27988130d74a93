/** Words that the server does not have yet: they replace `revision`, whose words are `base`. */
export interface Left {
  text: string;
  revision: string;
  base: string;
}

/** Where a page keeps such words, in case that it goes away. */
export interface Shelf {
  /** Returns whether they are kept. */
  keep(left: Left): boolean;
  clear(): void;
}

/** A shelf in a storage of the browser. */
export class StorageShelf implements Shelf {
  constructor(
    private key: string,
    private storage: Storage = sessionStorage,
  ) {}

  keep(left: Left): boolean {
    try {
      this.storage.setItem(this.key, JSON.stringify(left));
      return true;
    } catch {
      return false; // full, or none: the page itself still holds the words
    }
  }

  clear(): void {
    this.storage.removeItem(this.key);
  }

  recall(): Left | null {
    return JSON.parse(this.storage.getItem(this.key) ?? "null");
  }
}

/** A shelf of this page on this device, beside those of pages that went away: `others` are theirs. */
export class DeviceShelf extends StorageShelf {
  constructor(
    private name: string,
    page = crypto.getRandomValues(new Uint32Array(2)).join("-"),
  ) {
    super(`${name} ${page}`, localStorage);
    this.own = `${name} ${page}`;
  }

  private own: string;

  /** What other pages left, by its key. */
  others(): Map<string, Left> {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${this.name} `) && key !== this.own);
    return new Map(keys.map((key) => [key, JSON.parse(localStorage.getItem(key) ?? "null")]));
  }

  /** Take away what another page left, once it is on this one. */
  take(key: string): void {
    localStorage.removeItem(key);
  }
}
