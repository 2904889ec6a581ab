import { render } from 'preact';
import '../shared/base.css';
import '../shared/button.css';
import { fetchGlyphs } from '../shared/fonts.ts';
import { App } from './app.tsx';
import { watchBack } from './browser-back.ts';
import { fitToScreen } from './fit-to-screen.ts';
import { openKiosk } from './kiosk.ts';
import { lockDown } from './lockdown.ts';
import { connect } from './server.ts';
import { allWords } from './texts.ts';

lockDown(document);
void fetchGlyphs(allWords());
const kiosk = openKiosk(connect(location.origin), sessionStorage, document);
fitToScreen(kiosk, window);
watchBack(window, () => kiosk.send({ type: 'back' }));
const place = document.getElementById('kiosk');
if (place) render(<App kiosk={kiosk} />, place);
