import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * The fonts come from this machine within milliseconds, so text waits for them. Swapping would first show
 * empty boxes on a kiosk that has no Chinese font of its own.
 */
const waitForFonts: Plugin = {
  name: 'wait-for-fonts',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('@fontsource') ? code.replaceAll('font-display: swap', 'font-display: block') : undefined,
};

export default defineConfig({
  root: 'kiosk-ui',
  plugins: [waitForFonts, preact()],
  build: {
    outDir: '../dist/kiosk',
    emptyOutDir: true,
    // The kiosk's own browser; those of staff are as new.
    target: 'chrome120',
    // Small pictures stay files: the page's content security policy then needs no exception for them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The customer's page and the panel; each listener serves one of them.
    rolldownOptions: { input: ['kiosk-ui/index.html', 'kiosk-ui/admin.html'] },
  },
});
