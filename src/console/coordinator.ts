import type { CoordinatorParts } from './coordinator-parts.ts';
import { gapRoutes } from './gap-routes.ts';
import { goLiveRoutes } from './golive-routes.ts';
import { numbersRoutes } from './numbers-routes.ts';
import { overlayRoutes } from './overlay-routes.ts';
import type { ConsoleRoute } from './route.ts';

/** The coordinator's API under `/api/console`: local truth, numbers, what was not understood, and what is missing. */
export const createCoordinatorRoutes = (parts: CoordinatorParts): ConsoleRoute[] => [
  ...overlayRoutes(parts),
  ...numbersRoutes(parts),
  ...gapRoutes(parts),
  ...goLiveRoutes(parts),
];
