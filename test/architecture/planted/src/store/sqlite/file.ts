// no-development-packages
import { chromium } from 'playwright-core';
export const file = chromium;
