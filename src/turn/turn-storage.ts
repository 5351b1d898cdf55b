import type { Storage, StoreItems } from 'botbuilder';

/**
 * BotBuilder's `Storage` for one turn: it reads from the loaded document and keeps what is written for the commit. It
 * never reaches the store.
 */
export class TurnStorage implements Storage {
  items: StoreItems;

  constructor(items: Record<string, unknown>) {
    this.items = { ...items };
  }

  read(keys: string[]): Promise<StoreItems> {
    const found = keys.filter((key) => key in this.items).map((key) => [key, this.items[key]] as const);
    return Promise.resolve(Object.fromEntries<unknown>(found));
  }

  write(changes: StoreItems): Promise<void> {
    this.items = { ...this.items, ...(JSON.parse(JSON.stringify(changes)) as StoreItems) };
    return Promise.resolve();
  }

  delete(keys: string[]): Promise<void> {
    for (const key of keys) delete this.items[key];
    return Promise.resolve();
  }
}
