import { render } from 'preact';
import '../shared/base.css';
import '../shared/button.css';
import { fetchGlyphs } from '../shared/fonts.ts';
import { App } from './app.tsx';
import { watchBack } from './browser-back.ts';
import { runErrands } from './errands.ts';
import { fitToScreen } from './fit-to-screen.ts';
import { keepSize } from './keep-size.ts';
import { openKiosk } from './kiosk.ts';
import { lockDown } from './lockdown.ts';
import { takePagePicture } from './page-picture.ts';
import { connect } from './server.ts';
import { allWords } from './texts.ts';

lockDown(document);
keepSize(window, () => location.replace(location.href));
void fetchGlyphs(allWords());
const server = connect(location.origin);
const kiosk = openKiosk(server, sessionStorage, document);
fitToScreen(kiosk, window);
runErrands({
  settings: kiosk.shop.settings,
  session: kiosk.session,
  reload: () => location.reload(),
  takePicture: takePagePicture,
  hand: (errand, picture) => server.handPicture(errand, picture),
});
watchBack(window, () => kiosk.send({ type: 'back' }));
const place = document.getElementById('kiosk');
if (place) render(<App kiosk={kiosk} />, place);
