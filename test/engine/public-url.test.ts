// A public picture that the backend takes as it is goes by its URL; anything else travels through the node. The "web" of
// these tests is an HTTP proxy, which n8n's request helpers honour.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BACKENDS, imageToVideo, onlyJson, openStudio, photo, withLogin, type Studio } from '../harness/studio';

const HOST = 'http://photos.example.com';

let studio: Studio;
let web: Server;
const pages = new Map<string, Buffer>();
const saved = { http: process.env.HTTP_PROXY, no: process.env.NO_PROXY };

beforeEach(async () => {
	studio = await openStudio();
	web = createServer((request, response) => {
		const found = pages.get(request.url ?? '');
		response.writeHead(found ? 200 : 404).end(found);
	});
	await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
	process.env.HTTP_PROXY = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
	process.env.NO_PROXY = '127.0.0.1,localhost';
});

afterEach(async () => {
	restore('HTTP_PROXY', saved.http);
	restore('NO_PROXY', saved.no);
	web.closeAllConnections();
	web.close();
	await studio.close();
});

function restore(name: string, value: string | undefined): void {
	if (value === undefined) delete process.env[name];
	else process.env[name] = value;
}

function publish(path: string, bytes: Buffer): string {
	pages.set(`${HOST}${path}`, bytes);
	studio.simulator.publicFiles.set(`${HOST}${path}`, bytes);
	return `${HOST}${path}`;
}

test.each(BACKENDS)('%s fetches an acceptable public picture itself', async (backend) => {
	const url = publish('/good.png', await photo());
	onlyJson(await studio.run(imageToVideo(backend, { imageSource: 'url', imageUrl: url })));
	expect(studio.simulator.ledger[0]!.media[0]).toMatchObject({ how: 'url', url, width: 640 });
	expect(studio.simulator.requests.filter(({ verb }) => verb === 'upload')).toHaveLength(0);
});

test.each(BACKENDS)('for %s a public webp is converted and sent along', async (backend) => {
	const url = publish('/photo.webp', await photo({ format: 'webp' }));
	const json = onlyJson(await studio.run(imageToVideo(backend, { imageSource: 'url', imageUrl: url })));
	expect(studio.simulator.ledger[0]!.media[0]).toMatchObject({ format: 'jpeg', width: 640 });
	expect(studio.simulator.ledger[0]!.rawBody).not.toContain(url);
	expect(json.warnings).toEqual(["'First Frame' was changed: converted from webp"]);
});

test('on a PiAPI plan without uploads a public picture still works', async () => {
	const url = publish('/good.png', await photo());
	const logins = withLogin(studio.logins, 'piApi', { apiKey: studio.simulator.piapi.freePlanApiKey });
	const json = onlyJson(await studio.run(imageToVideo('piapi', { imageSource: 'url', imageUrl: url }), { logins }));
	expect(json.status).toBe('succeeded');
});
