import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend } from './backend';

/** The core in the same process, behind the app's window. */
export function tauri(): Backend {
  return {
    call: (name, args, profile) => invoke('call', { profile: profile ?? null, name, args }),
    onChange(listener) {
      const stop = listen<string>('changed', (event) => listener(event.payload));
      return () => void stop.then((unlisten) => unlisten());
    },
  };
}
