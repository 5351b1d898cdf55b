import { render } from 'preact';
import '../shared/base.css';
import './theme.ts';
import './console.css';
import './print.css';
import { ConsolePage } from './console-page.tsx';

const app = document.getElementById('app');
if (app) render(<ConsolePage />, app);
