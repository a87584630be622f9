import { render } from 'preact';
import '../design/phone.css';
import './app.css';
import './pin.css';
import { App } from './App';
import { watchInstall } from './install';
import { begin } from './stage';
import { registerWorker } from './update';

const root = document.getElementById('app');
if (root) render(<App />, root);
void begin();
registerWorker();
watchInstall();
