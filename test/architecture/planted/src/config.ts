export const config = 'settings';
