/** The smallest files that are what they say, made here byte by byte. */
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const zeros = (count: number): number[] => Array<number>(count).fill(0);

export const png = bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', zeros(17), [0, 0, 0, 0], 'IDAT', zeros(4));
export const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', zeros(12), [0xff, 0xd9]);
export const webp = bytes('RIFF', [16, 0, 0, 0], 'WEBPVP8 ', zeros(12));
export const pdf = bytes('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
export const oggOpus = bytes('OggS', zeros(24), 'OpusHead', zeros(16));
export const m4a = bytes([0, 0, 0, 24], 'ftypM4A ', zeros(12), zeros(16));
export const mp3 = bytes([0xff, 0xfb, 0x90, 0x64], zeros(417));
