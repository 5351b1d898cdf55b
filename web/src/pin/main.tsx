import { render } from 'preact';
import '../shared/base.css';
import './pin.css';
import { PinPage } from './pin-page.tsx';

const app = document.getElementById('app');
if (app) render(<PinPage />, app);
