export interface WebSocketEvents {
  onOpen(): void;
  /** It closed, or took too long, without ever opening. */
  onSilence(): void;
  onClose(): void;
  onWatermark(watermark: string): void;
}

const openWithinMs = 8_000;

/** A WebSocket class that tells what becomes of its sockets. */
export function observedWebSocket({ onOpen, onSilence, onClose, onWatermark }: WebSocketEvents): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      let hasOpened = false;
      const timer = setTimeout(() => this.close(), openWithinMs);
      this.addEventListener('open', () => {
        hasOpened = true;
        clearTimeout(timer);
        onOpen();
      });
      this.addEventListener('message', ({ data }) => {
        const watermark = watermarkOf(data);
        if (watermark !== undefined) onWatermark(watermark);
      });
      this.addEventListener('close', () => {
        clearTimeout(timer);
        if (!hasOpened) onSilence();
        onClose();
      });
    }
  };
}

function watermarkOf(frame: unknown): string | undefined {
  try {
    return (JSON.parse(String(frame)) as { watermark?: string }).watermark;
  } catch {
    return undefined; // An empty frame keeps the socket alive.
  }
}
