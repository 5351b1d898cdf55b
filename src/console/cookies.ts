import type { HttpResponse } from '../core/http.ts';

/** A cookie that only this host reads, and no script. Over https its name says so too, which a sister site cannot forge. */
export interface OwnCookie {
  read(header: string | undefined): string | undefined;
  set(response: HttpResponse, value: string, maxAgeSeconds: number): void;
  clear(response: HttpResponse): void;
}

/** `Lax` only where somebody comes back from another site. */
export function ownCookie(name: string, options: { secure: boolean; sameSite: 'Strict' | 'Lax' }): OwnCookie {
  const { secure, sameSite } = options;
  const full = secure ? `__Host-${name}` : name;
  const attributes = `Path=/; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
  const set = (response: HttpResponse, value: string, maxAge: number): void => {
    const others = [response.getHeader('set-cookie') ?? []].flat().map(String);
    const mine = `${full}=${value}; ${attributes}; Max-Age=${maxAge}`;
    response.setHeader('set-cookie', [...others.filter((one) => !one.startsWith(`${full}=`)), mine]);
  };
  return {
    read(header) {
      const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
      return pairs.find(([key]) => key === full)?.[1];
    },
    set,
    clear: (response) => set(response, '', 0),
  };
}
