import { render } from 'preact';
import '../shared/fonts.ts';
import './look.css';
import './controls.css';
import './pages.css';
import './engine/engine.css';
import './kiosk/remote.css';
import './statistics/statistics.css';
import './orders/designs.css';
import './orders/orders.css';
import './range/range.css';
import './word-rules/word-rules.css';
import { App } from './app.tsx';
import { openPanel } from './panel.ts';
import { connect } from './server.ts';

const place = document.getElementById('panel');
if (place) {
  const panel = openPanel(connect(location.origin), localStorage);
  void panel.begin();
  render(<App panel={panel} />, place);
}
