/** Sentences of the page about the engines. */
export interface EngineText {
  readonly model: string;
  readonly precision: string;
  readonly backend: string;
  readonly sizes: string;
  readonly canary: string;
  readonly step: string;
  readonly seconds: (value: string) => string;
  readonly queue: string;
  readonly key: string;
  readonly unknown: string;
  readonly switching: string;
  readonly slots: string;
  readonly fixed: string;
  readonly noSlots: string;
  readonly inUse: string;
  readonly active: string;
  readonly before: string;
  readonly target: string;
  readonly library: string;
  readonly size: string;
  readonly part: string;
  readonly files: string;
  readonly hashes: string;
  readonly weights: string;
  readonly manifest: string;
  readonly built: string;
  readonly verified: string;
  readonly verifiedAt: (when: string) => string;
  readonly damaged: string;
  readonly unreadable: string;
  readonly parts: string;
  readonly rollBack: string;
  readonly rollBackSure: string;
  readonly keep: string;
  readonly gate: string;
  readonly gatePassed: string;
  readonly gateFailed: string;
  readonly gateNone: string;
  readonly meanError: string;
  readonly worstError: string;
  readonly worstPicture: string;
  readonly quantised: string;
  readonly keptHigh: string;
  readonly overflowing: string;
  readonly none: string;
  readonly stepErrors: string;
  readonly layerErrors: string;
  readonly pictures: string;
  readonly pictureLead: string;
  readonly pictureKinds: Readonly<Record<'reference' | 'engine' | 'difference', string>>;
  readonly stepName: (step: number) => string;
  readonly build: string;
  readonly buildLead: string;
  readonly buildIn: string;
  readonly buildStart: string;
  readonly buildCancel: string;
  readonly building: string;
  readonly buildStates: Readonly<Record<'running' | 'done' | 'failed' | 'cancelled', string>>;
  readonly buildSaid: string;
  readonly doctor: string;
  readonly doctorLead: string;
  readonly examine: string;
  readonly examining: string;
  readonly healthy: string;
}

export const engineEn: EngineText = {
  model: 'Model',
  precision: 'Precision',
  backend: 'Computes on',
  sizes: 'Sizes in pixels',
  canary: 'Last test drawing',
  step: 'One step of one picture',
  seconds: (value) => `${value} s`,
  queue: 'Queue',
  key: 'Engine key',
  unknown: 'not yet',
  switching: 'The kiosk changes over to another engine as soon as nobody’s drawing is under way.',
  slots: 'The two engines',
  fixed: 'This server was started with an engine folder of its own; engines are managed where it came from.',
  noSlots: 'No engine has been built here yet.',
  inUse: 'draws now',
  active: 'active',
  before: 'before it',
  target: 'Built for',
  library: 'Library',
  size: 'On the disk',
  part: 'Part',
  files: 'Files',
  hashes: 'Fingerprints',
  weights: 'weights',
  manifest: 'manifest',
  built: 'Built',
  verified: 'Every file verified',
  verifiedAt: (when) => `yes, ${when}`,
  damaged: 'Damaged',
  unreadable: 'Its manifest cannot be read',
  parts: 'Parts and their sizes',
  rollBack: 'Go back to this engine',
  rollBackSure:
    'The engine is verified first. Then the kiosk starts anew with it, once nobody’s drawing is under way.',
  keep: 'Stay with the present one',
  gate: 'Quality gate',
  gatePassed: 'Passed',
  gateFailed: 'Not passed',
  gateNone:
    'This engine has no gate report: only engines of explicit quantisation are measured against FP32 before they serve.',
  meanError: 'Velocity off, on average',
  worstError: 'Velocity off, at worst',
  worstPicture: 'Worst picture',
  quantised: 'Layers quantised',
  keptHigh: 'Kept high besides those that always are',
  overflowing: 'Kept in FP32, as FP16 cannot hold them',
  none: 'none',
  stepErrors: 'Error step by step',
  layerErrors: 'Error of each layer alone, worst first',
  pictures: 'Pictures against FP32',
  pictureLead: 'The same words and seed. The difference is shown eight times as strong; black is none.',
  pictureKinds: { reference: 'FP32', engine: 'This engine', difference: 'Difference × 8' },
  stepName: (step) => `Step ${step}`,
  build: 'Build an engine',
  buildLead:
    'Builds beside the kiosk, which goes on drawing, if more slowly. The new engine is verified, then taken into use; the present one stays to go back to.',
  buildIn: 'Precision',
  buildStart: 'Build',
  buildCancel: 'Cancel the build',
  building: 'Progress of the build',
  buildStates: {
    running: 'Building…',
    done: 'The engine is ready.',
    failed: 'The build has failed; the engine in use is as it was.',
    cancelled: 'Cancelled. What was finished is used by the next build.',
  },
  buildSaid: 'What the builder said',
  doctor: 'What the doctor says',
  doctorLead: 'Verifies every file of both engines and examines the machine. Takes up to a few minutes.',
  examine: 'Examine now',
  examining: 'Examining…',
  healthy: 'All is well.',
};

export const engineZh: EngineText = {
  model: '模型',
  precision: '精度',
  backend: '计算设备',
  sizes: '尺寸（像素）',
  canary: '上次测试绘画',
  step: '每幅每步',
  seconds: (value) => `${value} 秒`,
  queue: '队列',
  key: '引擎编号',
  unknown: '尚无',
  switching: '等没有顾客在绘画时，自助机会换用另一个引擎。',
  slots: '两个引擎',
  fixed: '本机启动时指定了引擎文件夹，引擎请在原处管理。',
  noSlots: '这里还没有构建过引擎。',
  inUse: '正在使用',
  active: '当前',
  before: '上一个',
  target: '适用设备',
  library: '运行库',
  size: '占用空间',
  part: '部件',
  files: '文件数',
  hashes: '指纹',
  weights: '权重',
  manifest: '清单',
  built: '构建时间',
  verified: '全部文件已校验',
  verifiedAt: (when) => `是，${when}`,
  damaged: '已损坏',
  unreadable: '清单无法读取',
  parts: '各部件大小',
  rollBack: '退回这个引擎',
  rollBackSure: '会先校验这个引擎，等没有顾客在绘画时，自助机用它重新启动。',
  keep: '保留现在的引擎',
  gate: '质量检验',
  gatePassed: '通过',
  gateFailed: '未通过',
  gateNone: '这个引擎没有检验报告：只有显式量化的引擎才会在使用前与 FP32 对比。',
  meanError: '速度场平均误差',
  worstError: '速度场最大误差',
  worstPicture: '最差图像',
  quantised: '量化层数',
  keptHigh: '额外保持高精度的层',
  overflowing: 'FP16 容不下、保持 FP32 的层',
  none: '无',
  stepErrors: '每一步的误差',
  layerErrors: '单层误差，从大到小',
  pictures: '与 FP32 对比的图像',
  pictureLead: '文字与种子相同。差异放大八倍显示，黑色表示没有差异。',
  pictureKinds: { reference: 'FP32', engine: '本引擎', difference: '差异 × 8' },
  stepName: (step) => `第 ${step} 步`,
  build: '构建引擎',
  buildLead: '构建时自助机照常绘画，只是会慢一些。新引擎校验后启用，现在的引擎会保留，可以退回。',
  buildIn: '精度',
  buildStart: '开始构建',
  buildCancel: '取消构建',
  building: '构建进度',
  buildStates: {
    running: '正在构建…',
    done: '引擎已就绪。',
    failed: '构建失败，现在的引擎不受影响。',
    cancelled: '已取消。完成的部分下次构建时会用上。',
  },
  buildSaid: '构建程序的输出',
  doctor: '体检结果',
  doctorLead: '校验两个引擎的全部文件并检查机器，可能需要几分钟。结果为英文。',
  examine: '立即体检',
  examining: '正在体检…',
  healthy: '一切正常。',
};
