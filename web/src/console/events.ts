/** What the server says has changed. */
export interface ConsoleEvents {
  onTickets(): void;
  onTicket(id: string): void;
  /** Somebody came to a ticket, left it or began to type. */
  onPresence(id: string): void;
  /** Also after a break: something may have been missed. */
  onConnected(): void;
  onBroken(): void;
}

const reopenDelayMs = 5_000;

/** Listens until the returned function is called. A browser gives up on some failures; this does not. */
export function listen({ onTickets, onTicket, onPresence, onConnected, onBroken }: ConsoleEvents): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    source = new EventSource('/api/console/events');
    source.addEventListener('open', onConnected);
    source.addEventListener('tickets', onTickets);
    for (const [name, hear] of [
      ['ticket', onTicket],
      ['presence', onPresence],
    ] as const)
      source.addEventListener(name, (event) => {
        const id = idIn((event as MessageEvent<string>).data);
        if (id) hear(id);
      });
    source.addEventListener('error', () => {
      onBroken();
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenDelayMs);
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function idIn(data: string): string | undefined {
  try {
    return (JSON.parse(data) as { id?: string }).id;
  } catch {
    return undefined;
  }
}
