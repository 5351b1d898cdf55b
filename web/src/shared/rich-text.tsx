import type { JSX } from 'preact';
import { textParts, type TextPart } from './text-parts.ts';

interface Props {
  text: string;
  /** Said after a link to another page. Without it nothing becomes a link: for what somebody typed themselves. */
  newPageHint?: string;
}

/** A text in which numbers keep their direction, and addresses and phone numbers can be opened. */
export function RichText({ text, newPageHint }: Props): JSX.Element {
  return <>{textParts(text).map((part) => shown(part, newPageHint))}</>;
}

function shown(part: TextPart, newPageHint: string | undefined): JSX.Element | string {
  if (part.kind === 'plain') return part.text;
  if (part.kind === 'number' || newPageHint === undefined) return <bdi dir="ltr">{part.text}</bdi>;
  if (part.kind === 'phone')
    return (
      <a href={part.href} dir="ltr">
        {part.text}
      </a>
    );
  return (
    <a href={part.href} target="_blank" rel="noopener noreferrer" dir="ltr">
      {part.text}
      <span class="hidden"> {newPageHint}</span>
    </a>
  );
}
