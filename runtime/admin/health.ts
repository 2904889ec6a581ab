import type { HealthItem } from './health-item.ts';
import type { MachineFacts } from './machine.ts';
import { printerItem } from './printer-health.ts';
import type { Settings } from './settings.ts';

const GIB = 2 ** 30;
/** A day's designs fit into this. */
const LITTLE_DISK = 2 * GIB;
/** Below this even settings may not be saved. */
const NO_DISK = GIB / 4;
const LITTLE_MEMORY = GIB / 2;

/** How the machine is, for people; what is bad comes first. */
export function healthOf(facts: MachineFacts, { pause }: Pick<Settings, 'pause'>): readonly HealthItem[] {
  const items = [engineItem(facts), queueItem(facts), memoryItem(facts), diskItem(facts), storeItem(facts)];
  const printer = printerItem(facts.printer);
  const ranks = { bad: 0, notice: 1, good: 2 } as const;
  return [...(pause ? [PAUSED] : []), ...(printer ? [printer] : []), ...items].sort(
    (a, b) => ranks[a.level] - ranks[b.level],
  );
}

const PAUSED: HealthItem = {
  id: 'pause',
  level: 'notice',
  text: { zh: '本机已暂停，不接受新的绘画。', en: 'The kiosk is paused: no drawing is accepted.' },
  remedy: { zh: '准备好后点“恢复营业”。', en: 'Press “Open again” when you are ready.' },
};

function engineItem({ engine }: MachineFacts): HealthItem {
  const id = 'engine';
  const seconds = engine.secondsPerStep?.toFixed(2) ?? '?';
  switch (engine.state) {
    case 'ready':
    case 'busy':
      return {
        id,
        level: 'good',
        text: {
          zh: `绘画引擎工作正常：每幅每步 ${seconds} 秒。`,
          en: `The engine draws: ${seconds} s for each step of a picture.`,
        },
        remedy: null,
      };
    case 'starting':
    case 'restarting':
      return {
        id,
        level: 'notice',
        text: {
          zh: '绘画引擎正在启动，先画一幅测试图。',
          en: 'The engine is starting; it draws a test picture first.',
        },
        remedy: {
          zh: '请稍等片刻；若几分钟后仍未好，请查看日志。',
          en: 'Wait a little. If this is still here in a few minutes, look at the log.',
        },
      };
    case 'failed':
    case 'closed':
      return {
        id,
        level: 'bad',
        text: {
          zh: '绘画引擎多次启动失败，顾客现在不能画画。',
          en: `The engine keeps failing, so customers cannot draw. ${engine.failure ?? ''}`.trim(),
        },
        remedy: {
          zh: '重启机器；若仍失败，请下载支持包并联系技术员。',
          en: 'Restart the machine. If it fails again, download the support bundle and ask your technician.',
        },
      };
  }
}

function queueItem({ queue: { waiting, places, drawing } }: MachineFacts): HealthItem {
  const full = waiting >= places;
  return {
    id: 'queue',
    level: full ? 'notice' : 'good',
    text: {
      zh: `${drawing ? '正在画一个设计' : '现在没有在画'}，${waiting} 个在等（最多 ${places} 个）。`,
      en: `${drawing ? 'One design is being drawn' : 'Nothing is being drawn'}; ${waiting} of ${places} places in the queue are taken.`,
    },
    remedy: full ? { zh: '队列已满，请顾客稍等。', en: 'The queue is full: ask customers to wait.' } : null,
  };
}

function memoryItem({ memory }: MachineFacts): HealthItem {
  const little = memory.availableBytes < LITTLE_MEMORY;
  return {
    id: 'memory',
    level: little ? 'notice' : 'good',
    text: {
      zh: `内存剩余 ${gib(memory.availableBytes)} / ${gib(memory.totalBytes)}。`,
      en: `${gib(memory.availableBytes)} of ${gib(memory.totalBytes)} of memory are free.`,
    },
    remedy: little ? { zh: '请关闭机器上的其他程序。', en: 'Close other programs on the machine.' } : null,
  };
}

function diskItem({ disk }: MachineFacts): HealthItem {
  const level = disk.freeBytes < NO_DISK ? 'bad' : disk.freeBytes < LITTLE_DISK ? 'notice' : 'good';
  return {
    id: 'disk',
    level,
    text: {
      zh: `磁盘剩余 ${gib(disk.freeBytes)} / ${gib(disk.totalBytes)}。`,
      en: `${gib(disk.freeBytes)} of ${gib(disk.totalBytes)} of the disk are free.`,
    },
    remedy:
      level === 'good'
        ? null
        : {
            zh: '请删除旧订单的印刷文件或换更大的磁盘，否则将无法保存设计。',
            en: 'Remove print files of old orders or fit a larger disk; designs cannot be kept without room.',
          },
  };
}

function storeItem({ setAside }: MachineFacts): HealthItem {
  if (setAside.length === 0) {
    return {
      id: 'store',
      level: 'good',
      text: { zh: '店铺数据完好。', en: "The shop's data are whole." },
      remedy: null,
    };
  }
  const names = setAside.map(({ keptAs }) => keptAs).join(', ');
  return {
    id: 'store',
    level: 'bad',
    text: {
      zh: `启动时发现损坏的文件，已改用上一个完好的版本。损坏的文件保留为：${names}`,
      en: `A damaged file was found at the start and the last good version is used. It is kept as ${names}.`,
    },
    remedy: {
      zh: '请检查设置是否正确；磁盘可能有问题。',
      en: 'Check that the settings are right; the disk may be failing.',
    },
  };
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GB`;
}
