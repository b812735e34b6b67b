// A public picture that the backend takes as it is goes by its URL; anything else travels through the node. The "web" of
// these tests is an HTTP proxy, which n8n's request helpers honour.
import { BACKENDS, imageToVideo, onlyJson, openTestHost, photo, withLogin, type TestHost } from '../support/test-host';
import { file, openWeb, type Web } from '../support/web';

const HOST = 'http://photos.example.com';

let host: TestHost;
let web: Web;

beforeEach(async () => {
	host = await openTestHost();
	web = await openWeb();
});

afterEach(async () => {
	await web.close();
	await host.close();
});

function publish(path: string, bytes: Buffer): string {
	const url = web.put(`${HOST}${path}`, file(bytes));
	host.simulator.publicFiles.set(url, bytes);
	return url;
}

test.each(BACKENDS)('%s fetches an acceptable public picture itself', async (backend) => {
	const url = publish('/good.png', await photo());
	onlyJson(await host.run(imageToVideo(backend, { imageSource: 'url', imageUrl: url })));
	expect(host.simulator.ledger[0]!.media[0]).toMatchObject({ how: 'url', url, width: 640 });
	expect(host.simulator.requests.filter(({ verb }) => verb === 'upload')).toHaveLength(0);
});

test.each(BACKENDS)('for %s a public webp is converted and sent along', async (backend) => {
	const url = publish('/photo.webp', await photo({ format: 'webp' }));
	const json = onlyJson(await host.run(imageToVideo(backend, { imageSource: 'url', imageUrl: url })));
	expect(host.simulator.ledger[0]!.media[0]).toMatchObject({ format: 'jpeg', width: 640 });
	expect(host.simulator.ledger[0]!.rawBody).not.toContain(url);
	expect(json.warnings).toEqual(["'First Frame' was changed: converted from webp"]);
});

test('on a PiAPI plan without uploads a public picture still works', async () => {
	const url = publish('/good.png', await photo());
	const logins = withLogin(host.logins, 'piApi', { apiKey: host.simulator.piapi.freePlanApiKey });
	const json = onlyJson(await host.run(imageToVideo('piapi', { imageSource: 'url', imageUrl: url }), { logins }));
	expect(json.status).toBe('succeeded');
});
