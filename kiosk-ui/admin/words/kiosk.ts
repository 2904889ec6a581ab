/** Sentences about the kiosk's screen from afar. */
export interface KioskText {
  readonly title: string;
  readonly lead: string;
  readonly look: string;
  readonly looking: string;
  readonly picture: string;
  readonly reload: string;
  readonly reloaded: string;
}

export const kioskEn: KioskText = {
  title: 'The kiosk’s screen',
  lead: 'The page sends a picture of itself, only while nobody is there. Loading it anew loses nothing of a customer’s.',
  look: 'Look at the screen',
  looking: 'The kiosk makes a picture…',
  picture: 'What the kiosk shows',
  reload: 'Load the page anew',
  reloaded: 'The page loads anew within seconds.',
};

export const kioskZh: KioskText = {
  title: '自助机画面',
  lead: '页面会发来自己的画面，只在没有顾客时。重新加载不会丢失顾客的内容。',
  look: '查看画面',
  looking: '自助机正在生成画面…',
  picture: '自助机正在显示的画面',
  reload: '重新加载页面',
  reloaded: '页面会在几秒内重新加载。',
};
