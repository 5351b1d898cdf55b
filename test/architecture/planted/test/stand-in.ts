export const standIn = 'not the real one';
