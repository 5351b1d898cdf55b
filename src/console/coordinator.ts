import type { CoordinatorParts } from './coordinator-parts.ts';
import { overlayRoutes } from './overlay-routes.ts';
import type { ConsoleRoute } from './route.ts';

/** The coordinator's API under `/api/console`: local truth. */
export const createCoordinatorRoutes = (parts: CoordinatorParts): ConsoleRoute[] => [...overlayRoutes(parts)];
