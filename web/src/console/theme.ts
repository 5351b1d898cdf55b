import '@utrecht/component-library-css/dist/index.css';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';

/** A municipality's own design tokens: a style sheet and the class under which it sets them. */
export interface Theme {
  url: string;
  className: string;
}

const own = 'wegwijs-own-tokens';

/** Puts the municipality's tokens over the neutral ones; what its sheet does not name stays neutral. */
export function wear(theme: Theme | undefined): void {
  if (!theme || document.getElementById(own)) return;
  const sheet = document.createElement('link');
  Object.assign(sheet, { id: own, rel: 'stylesheet', href: theme.url, referrerPolicy: 'no-referrer' });
  document.head.append(sheet);
  document.documentElement.classList.add(theme.className);
}
