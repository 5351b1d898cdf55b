/** A browser without a page: keeps cookies by host, follows nothing by itself. */
export interface Browser {
  get(url: string): Promise<{ status: number; location: string | undefined; body: string }>;
  /** Follows redirects while `goesOn`; gives the address where it stops. */
  follow(url: string, goesOn: (location: string) => boolean): Promise<string>;
  cookies(url: string): Map<string, string>;
  header(url: string): string;
}

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  };
  const header = (url: string): string => [...jarOf(url)].map((pair) => pair.join('=')).join('; ');

  async function get(url: string): Promise<{ status: number; location: string | undefined; body: string }> {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: header(url) } });
    for (const one of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (value === '') jarOf(url).delete(name);
      else jarOf(url).set(name, value);
    }
    const location = response.headers.get('location') ?? undefined;
    return {
      status: response.status,
      location: location === undefined ? undefined : new URL(location, url).href,
      body: await response.text(),
    };
  }

  return {
    get,
    cookies: jarOf,
    header,
    async follow(url, goesOn) {
      let at = url;
      for (let steps = 0; steps < 20; steps++) {
        const { location, status, body } = await get(at);
        if (location === undefined) throw new Error(`${status} at ${at}: ${body.slice(0, 300)}`);
        if (!goesOn(location)) return location;
        at = location;
      }
      throw new Error(`no end at ${at}`);
    },
  };
}
