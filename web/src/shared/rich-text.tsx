import type { JSX } from 'preact';
import { directionOfTag } from './document-language.ts';
import { textParts, type TextPart } from './text-parts.ts';

interface Props {
  text: string;
  /** The locale of the text; its direction follows. */
  language: string;
  newPageHint: string;
}

/** A text that the bot or a staff member wrote: addresses and phone numbers can be opened, numbers keep their direction. */
export function RichText({ text, language, newPageHint }: Props): JSX.Element {
  const isRightToLeft = directionOfTag(language) === 'rtl';
  return <>{textParts(text).map((part) => shown(part, isRightToLeft, newPageHint))}</>;
}

function shown(part: TextPart, isRightToLeft: boolean, newPageHint: string): JSX.Element | string {
  if (part.kind === 'web')
    return (
      <a href={part.href} target="_blank" rel="noopener noreferrer" dir="ltr">
        {part.text}
        <span class="hidden"> {newPageHint}</span>
      </a>
    );
  if (part.kind === 'phone')
    return (
      <a href={part.href} dir="ltr">
        {part.text}
      </a>
    );
  return part.kind === 'number' && isRightToLeft ? <bdi dir="ltr">{part.text}</bdi> : part.text;
}
