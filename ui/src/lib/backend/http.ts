import type { Backend } from './backend';

/** The core behind the web host that served this page. */
export function http(): Backend {
  return {
    async call(name, args, profile) {
      const answer = await fetch(`/api/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ profile: profile ?? null, args }),
      });
      const body = await answer.json();
      if (answer.status !== 200) throw body;
      return body;
    },
    onChange(listener) {
      const events = new EventSource('/api/events');
      events.addEventListener('changed', (event) => listener((event as MessageEvent<string>).data));
      return () => events.close();
    },
  };
}
