/** A piece of a text: plain, a number or date that keeps its own direction, or something to open. */
export type TextPart =
  | { kind: 'plain'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'web'; text: string; href: string }
  | { kind: 'phone'; text: string; href: string };

const web = /https:\/\/[^\s<>"'“”]*[^\s<>"'“”.,:;!?)\]]/;
/** Latin letters and digits that belong together, such as `B1`, `W-1234` or a code. */
const mixed = /[A-Za-z\d]*(?:[A-Za-z]-?\d|\d[A-Za-z])[A-Za-z\d]*(?:-[A-Za-z\d]+)*/;
/** Also times, dates, amounts and ranges, so that none of them turns around in a text from right to left. */
const number = /(?:[€+][ \u00a0]?)?\d+(?:(?:[.,:/\-–]|[ \u00a0](?:[-–][ \u00a0])?)\d+)*(?:[ \u00a0]?[%€])?/;
const pattern = new RegExp(`(${web.source})|${mixed.source}|${number.source}`, 'g');

const date = /^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}$/;
const phone = /^(?:\+\d|0\d)[\d \-–\u00a0]*$/;
const emergency = /^11[23]$/;

/** Splits a text for showing. The parts joined give the text again. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    const at = found.index;
    if (at > from) parts.push({ kind: 'plain', text: text.slice(from, at) });
    parts.push(found[1] === undefined ? numberPart(found[0]) : { kind: 'web', text: found[0], href: found[0] });
    from = at + found[0].length;
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}

function numberPart(text: string): TextPart {
  return isPhone(text.trim())
    ? { kind: 'phone', text, href: `tel:${text.replace(/[^\d+]/g, '')}` }
    : { kind: 'number', text };
}

function isPhone(text: string): boolean {
  if (emergency.test(text)) return true;
  const digits = text.replace(/\D/g, '').length;
  return phone.test(text) && !date.test(text) && digits >= 8 && digits <= 15;
}

/** The address that a button may open: https anywhere, http only on our own host. */
export function safeAddress(value: string, own: string): string | undefined {
  try {
    const address = new URL(value, own);
    return address.protocol === 'https:' || address.origin === new URL(own).origin ? address.href : undefined;
  } catch {
    return undefined;
  }
}

/** The `tel:` address of a button, from `tel:112`, `112` or `+31 20 …`. */
export function phoneAddress(value: string): string | undefined {
  const digits = value.replace(/^tel:/i, '').replace(/[\s().\-–]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : undefined;
}
