/** Sentences about HTTPS of the panel. */
export interface TlsText {
  readonly title: string;
  readonly lead: string;
  readonly isOn: string;
  readonly isOff: string;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly onLead: string;
  readonly offLead: string;
  readonly fingerprint: string;
  readonly compare: string;
  readonly show: string;
  readonly shown: string;
  readonly download: string;
  readonly trust: string;
  readonly until: (authority: string, certificate: string) => string;
}

export const tlsEn: TlsText = {
  title: 'HTTPS',
  lead: 'Without it, whoever listens in the shop’s network can read what this panel sends, passwords included. The machine has a private authority of its own; a device trusts it once you install its certificate there.',
  isOn: 'HTTPS is on: the panel is reached by https:// only.',
  isOff: 'HTTPS is off: the panel is reached by http://.',
  turnOn: 'Turn HTTPS on',
  turnOff: 'Turn HTTPS off',
  onLead:
    'Everybody is signed out and the panel moves to https://. Your browser warns until this device trusts the certificate.',
  offLead: 'Everybody is signed out and the panel moves back to http://.',
  fingerprint: 'SHA-256 fingerprint of the private authority',
  compare:
    'Before you trust the certificate, compare the fingerprint with the one that the kiosk itself shows.',
  show: 'Show it on the kiosk',
  shown: 'The kiosk shows it for three minutes, while no customer is there.',
  download: 'Download its certificate',
  trust:
    'Then install the file as a certificate authority: on a phone under Settings, Security; on a computer in the browser’s certificate settings.',
  until: (authority, certificate) =>
    `The authority is valid until ${authority}; the panel’s certificate until ${certificate}, renewed by itself.`,
};

export const tlsZh: TlsText = {
  title: 'HTTPS',
  lead: '不打开时，店内网络里有心的人能看到本页面传输的内容，包括密码。机器有自己的私有证书机构；在设备上安装它的证书后，设备就会信任本页面。',
  isOn: 'HTTPS 已打开：只能用 https:// 访问本页面。',
  isOff: 'HTTPS 未打开：用 http:// 访问本页面。',
  turnOn: '打开 HTTPS',
  turnOff: '关闭 HTTPS',
  onLead: '所有人都会退出登录，本页面改用 https://。在这台设备信任证书之前，浏览器会提出警告。',
  offLead: '所有人都会退出登录，本页面改回 http://。',
  fingerprint: '私有证书机构的 SHA-256 指纹',
  compare: '信任证书之前，请与自助机屏幕上显示的指纹核对。',
  show: '在自助机上显示',
  shown: '没有顾客时，自助机会显示三分钟。',
  download: '下载证书',
  trust: '然后把文件安装为证书机构：手机在“设置—安全”里，电脑在浏览器的证书设置里。',
  until: (authority, certificate) =>
    `证书机构有效至 ${authority}；本页面的证书有效至 ${certificate}，会自动更新。`,
};
