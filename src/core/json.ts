import { Problem } from './errors.ts';

/** Deeper than anything that a client or a platform sends; what is deeper would end in the stack of whoever walks it. */
export const deepestJson = 64;

/** The value of a JSON text from outside. Throws `bad_json`, also for what is nested too deeply. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > deepestJson) throw new Problem('bad_json', 'The JSON is nested too deeply.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('bad_json', undefined, { cause });
  }
}

/** How deep brackets stand in each other, outside of strings. Character by character: no text can make it slow. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isString = !isString;
    else if (isString) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}
