export const model = 'trained';
