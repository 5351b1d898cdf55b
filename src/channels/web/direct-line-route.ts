import type { HttpRequest, HttpResponse, Route } from '../../core/http.ts';

export const directLinePath = '/v3/directline';

/** A route that pages of any origin may call: access is by token, there are no cookies. */
export const directLineRoute = (route: Omit<Route, 'path'> & { path: string }): Route => ({
  ...route,
  path: `${directLinePath}${route.path}`,
  handle: async (request, response) => {
    openToAll(response);
    response.setHeader('cache-control', 'no-store');
    await route.handle(request, response);
  },
});

/**
 * Answer, for each path of these routes, the question that a browser asks before it calls us from another origin. One route
 * for all paths would make every unknown address one of a wrong method.
 */
export const directLinePreflights = (routes: readonly Route[]): Route[] =>
  [...new Set(routes.map(({ path }) => path))].map((path) => ({
    method: 'opts',
    path,
    handle(_request, response) {
      openToAll(response);
      response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
      response.setHeader(
        'access-control-allow-headers',
        'authorization, content-type, x-ms-bot-agent, x-requested-with',
      );
      response.setHeader('access-control-max-age', '86400');
      response.send(204);
    },
  }));

function openToAll(response: HttpResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'retry-after');
}

/** The conversation that a path names. */
export const conversationIn = (request: HttpRequest): string => String((request.params as Record<string, unknown>).id);

export const queryOf = (request: Pick<HttpRequest, 'url'>): URLSearchParams =>
  new URL(request.url ?? '/', 'http://localhost').searchParams;
