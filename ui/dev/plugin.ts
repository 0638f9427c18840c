import type { ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { Core, No } from './core.ts';

/** Answers /api as the web host does, from a made-up core of its own. */
function answerWithin(middlewares: Connect.Server) {
  const listeners = new Set<ServerResponse>();
  const core = new Core((profile) => listeners.forEach((to) => to.write(`event: changed\ndata: ${profile}\n\n`)));

  middlewares.use('/api/events', (_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    answer.write(': hello\n\n');
    listeners.add(answer);
    answer.on('close', () => listeners.delete(answer));
  });
  middlewares.use('/api/call/', (request, answer) => {
    let text = '';
    request.on('data', (part) => (text += part));
    request.on('end', () => {
      const name = (request.url ?? '').replace(/^\//, '');
      let status = 200;
      let body: unknown;
      try {
        const { profile, args } = JSON.parse(text);
        body = core.call(name, args, profile ?? '');
      } catch (error) {
        status = 400;
        body = error instanceof No
          ? { code: error.code, number: error.number, permanent: error.permanent, detail: '' }
          : { code: 'bad_arguments', number: null, permanent: true, detail: String(error) };
      }
      answer.writeHead(status, { 'content-type': 'application/json' });
      answer.end(JSON.stringify(body));
    });
  });
}

/** The made-up core at /api of the development server and of `vite preview`. */
export function devCore(): Plugin {
  return {
    name: 'karakana-dev-core',
    configureServer: (server) => answerWithin(server.middlewares),
    configurePreviewServer: (server) => answerWithin(server.middlewares),
  };
}
