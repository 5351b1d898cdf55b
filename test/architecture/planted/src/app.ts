export const app = 'joins the stages';
