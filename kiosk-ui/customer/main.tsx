import { render } from 'preact';
import '../shared/base.css';
import '../shared/button.css';
import { fetchGlyphs } from '../shared/fonts.ts';
import { App } from './app.tsx';
import { openKiosk } from './kiosk.ts';
import { lockDown } from './lockdown.ts';
import { connect } from './server.ts';
import { allWords } from './texts.ts';

lockDown(document);
void fetchGlyphs(allWords());
const place = document.getElementById('kiosk');
if (place) render(<App kiosk={openKiosk(connect(location.origin), sessionStorage)} />, place);
