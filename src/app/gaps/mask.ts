/** Longer than this it is a story, not a question. */
const longest = 200;

/** A text as a list may show it: numbers, addresses of mail and web, and mentions masked; undefined for what is too long or empty. */
export function maskForList(text: string): string | undefined {
  const masked = text
    .normalize('NFC')
    .replace(/\S+@\S+|https?:\/\/\S+|www\.\S+/gi, '…')
    .replace(/@\S+/g, '…')
    .replace(/\p{N}[\p{N}.,:/ -]*/gu, '# ')
    .replace(/\s+/g, ' ')
    .trim();
  return masked === '' || masked === '#' || masked.length > longest ? undefined : masked;
}

/** Texts that differ in capitals, spaces or signs only are one. */
export const sameWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}#…]+/gu, ' ')
    .trim();
