/** Arabic-Indic and Persian digits are digits too; all else is left out. */
export const digitsOf = (typed: string): string =>
  Array.from(typed, (character) => {
    const at = ['0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹']
      .map((row) => row.indexOf(character))
      .find((index) => index >= 0);
    return at === undefined ? '' : String(at);
  }).join('');
