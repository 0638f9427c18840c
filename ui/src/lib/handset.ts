// What only the phone itself can tell or do. docs/ANDROID.md says what the activity offers; a browser offers none of it.

type Notifications = 'granted' | 'ask' | 'blocked';

interface KarakanaPhone {
  notifications?(): Notifications;
  askNotifications?(): void;
  openNotificationSettings?(): void;
  battery?(): 'free' | 'saving';
  openBatterySettings?(): void;
  maker?(): string;
  saveFile?(name: string, mime: string, bytes: string): string;
}

declare global {
  interface Window {
    KarakanaPhone?: KarakanaPhone;
  }
}

/** Makers whose phones stop background work in ways of their own, and all others. */
export const MAKERS = ['transsion', 'samsung', 'xiaomi', 'oppo', 'huawei', 'other'] as const;
export type Maker = (typeof MAKERS)[number];

const BRANDS: Record<Exclude<Maker, 'other'>, RegExp> = {
  transsion: /tecno|infinix|itel|transsion/,
  samsung: /samsung|\bsm-[a-z]\d/,
  xiaomi: /xiaomi|redmi|poco|\bmi \d/,
  oppo: /oppo|realme|oneplus|\bcph\d{4}|\brmx\d{4}/,
  huawei: /huawei|honor/,
};

/** By what the activity says, else by what the browser calls itself: `Android 12; TECNO KG5k`. */
export function makerOf(said: string): Maker {
  const text = said.toLowerCase();
  return MAKERS.find((maker) => maker !== 'other' && BRANDS[maker].test(text)) ?? 'other';
}

export const handset = {
  maker: (): Maker => makerOf(window.KarakanaPhone?.maker?.() ?? navigator.userAgent),
  notifications: (): Notifications | undefined => window.KarakanaPhone?.notifications?.(),
  askNotifications: () => window.KarakanaPhone?.askNotifications?.(),
  openNotificationSettings: () => window.KarakanaPhone?.openNotificationSettings?.(),
  battery: () => window.KarakanaPhone?.battery?.(),
  openBatterySettings: () => window.KarakanaPhone?.openBatterySettings?.(),
  /** Puts a file into the phone's downloads; `bytes` in base 64. What it is called there, empty when that failed. */
  saveFile: (name: string, mime: string, bytes: string) => window.KarakanaPhone?.saveFile?.(name, mime, bytes),
  /** Calls back when the person has answered the system, or comes back from its settings. */
  onChange(listener: () => void): () => void {
    addEventListener('karakana-phone', listener);
    return () => removeEventListener('karakana-phone', listener);
  },
};
