import { render } from 'preact';
import '../shared/base.css';
import './chat.css';
import { Page } from './page.tsx';

const app = document.getElementById('app');
if (app) render(<Page />, app);
