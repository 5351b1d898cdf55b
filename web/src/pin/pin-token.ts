import { openDrawer } from '../shared/drawer.ts';

const drawer = openDrawer<string>(() => sessionStorage, 'wegwijs.pin');

/** Takes the token out of the address (its fragment never reaches a server) and keeps it for a reload of this tab. */
export function readPinToken(): string | undefined {
  const token = location.hash.slice(1);
  if (token !== '') {
    drawer.write(token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return drawer.read();
}

export const forgetPinToken = (): void => drawer.empty();
