/** A place in the browser that keeps JSON. Where storage is blocked or full it keeps it in memory. */
export interface Drawer<Content> {
  read(): Content | undefined;
  write(content: Content): void;
  empty(): void;
}

export function openDrawer<Content>(storage: () => Storage, name: string): Drawer<Content> {
  let held: Content | undefined;
  return {
    read() {
      try {
        const text = storage().getItem(name);
        return text === null ? held : (JSON.parse(text) as Content);
      } catch {
        return held;
      }
    },
    write(content) {
      held = content;
      try {
        storage().setItem(name, JSON.stringify(content));
      } catch {
        // Private mode or a full disk: this page still has it.
      }
    },
    empty() {
      held = undefined;
      try {
        storage().removeItem(name);
      } catch {
        // Nothing was kept there.
      }
    },
  };
}
