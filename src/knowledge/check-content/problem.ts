/** Something wrong in the content, where it stands. */
export interface Problem {
  /** An error stops the check; a warning is told. */
  level: 'error' | 'warning';
  /** From the repository's folder on, with forward slashes; a line number after it where there is one. */
  file: string;
  /** The text, fact, intent or field. */
  key?: string;
  what: string;
}

export const wrong = (file: string, key: string | undefined, what: string): Problem => ({
  level: 'error',
  file,
  ...(key === undefined ? {} : { key }),
  what,
});

export const doubtful = (file: string, key: string, what: string): Problem => ({
  ...wrong(file, key, what),
  level: 'warning',
});

/** "locales/ar/general.json: greet: is empty". */
export const problemLine = ({ file, key, what }: Problem): string => [file, key, what].filter(Boolean).join(': ');
