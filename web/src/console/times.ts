/** Weekday, day, month and 24-hour clock in the Netherlands. */
export const timeOf = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Amsterdam',
  }).format(new Date(iso));

/** The name of a language in another: `ar` is "Arabisch" in Dutch. */
export function languageName(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A day without its time, of an ISO date or instant; with its year where that is not this one. */
export function dayOf(iso: string, language: string): string {
  const day = new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(day.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const }),
    timeZone: 'Europe/Amsterdam',
  }).format(day);
}

/** Euro cents as an amount. */
export const eurosOf = (cents: number, language: string): string =>
  new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  );
