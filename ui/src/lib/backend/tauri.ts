import { invoke } from '@tauri-apps/api/core';
import { listen, once } from '@tauri-apps/api/event';
import type { Backend } from './backend';

/** The core in the same process, behind the app's window. */
export function tauri(): Backend {
  return {
    call: (name, args, profile) => invoke('call', { profile: profile ?? null, name, args }),
    onChange(listener) {
      const stop = listen<string>('changed', (event) => listener(event.payload));
      return () => void stop.then((unlisten) => unlisten());
    },
    async saved() {
      let told: (name: string | null) => void;
      const name = new Promise<string | null>((resolve) => (told = resolve));
      await once<string | null>('saved', (event) => told(event.payload));
      return { name };
    },
  };
}
