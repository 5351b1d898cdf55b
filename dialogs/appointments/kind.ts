/** The key of the text for a kind of appointment as a record names it: the law's own word with a plain explanation. */
export const kindKey = (kind: string): string => `appointments.kind_${kind.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
