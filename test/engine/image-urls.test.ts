// Pictures on the web, by each way of 'Image URL Handling': what the backend fetches itself, what passes through the
// node, and what is refused before it costs anything. The "web" is an HTTP proxy, which n8n's request helpers honour.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SsrfProtectionConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import { BACKENDS, imageToVideo, onlyJson, openTestHost, photo, type TestHost } from '../support/test-host';
import { file, openWeb, type Page, type Web } from '../support/web';

const HOST = 'http://photos.example.com';

let host: TestHost;
let web: Web;

// n8n reads this list once, for its guard; the name is allowed then, the address behind it is not.
beforeAll(() => Object.assign(Container.get(SsrfProtectionConfig), { allowedHostnames: ['localhost'] }));

beforeEach(async () => {
	host = await openTestHost();
	web = await openWeb();
});

afterEach(async () => {
	await web.close();
	await host.close();
});

const at = (path: string, page: Page): string => web.put(`${HOST}${path}`, page);
const leadsTo =
	(location: string, status = 302): Page =>
	(_, response) =>
		void response.writeHead(status, { location }).end();

/** A picture that the backends can fetch, too. */
function publish(path: string, bytes: Buffer, type = 'image/png'): string {
	host.simulator.publicFiles.set(`${HOST}${path}`, bytes);
	return at(path, file(bytes, type));
}

/** Hosts that fall silent; with all others it takes as long as a busy machine needs. */
const SILENT = ['/silent', '/stuck', '/trickle'];

const run = async (
	backend: string,
	url: string,
	way?: string,
	download = SILENT.some((path) => url.endsWith(path)) ? 300 : 20_000,
) =>
	await host.run(
		imageToVideo(backend as 'kie', {
			imageSource: 'url',
			imageUrl: url,
			options: way ? { preparePictureFromUrl: way } : {},
		}),
		{ timeouts: { ...host.timeouts, download } },
	);
const sent = () => host.simulator.ledger[0]!.media[0]!;

describe.each(BACKENDS)('%s', (backend) => {
	test('always: an acceptable picture is sent along, byte for byte', async () => {
		const bytes = await photo();
		const url = publish('/good.png', bytes);
		onlyJson(await run(backend, url, 'always'));
		expect(sent().content.equals(bytes)).toBe(true);
		expect(host.simulator.ledger[0]!.rawBody).not.toContain(url);
	});

	test('never: the backend fetches it, and only the first bytes were looked at before', async () => {
		const url = publish('/large.png', await photo({ width: 3000, height: 2000 }));
		onlyJson(await run(backend, url, 'never'));
		expect(sent()).toMatchObject({ how: 'url', url, width: 3000 });
		expect(web.visits.map(({ headers }) => headers.range)).toEqual(['bytes=0-99999']);
	});
});

describe('automatically, a picture that the backend could not use is sent along', () => {
	const alone = async (url: string) => {
		const json = onlyJson(await run('kie', url));
		expect(sent()).toMatchObject({ width: 640, height: 480 });
		expect(host.simulator.ledger[0]!.rawBody).not.toContain('photos.example.com');
		return json;
	};

	test('from a host that wants to be asked by its own pages', async () => {
		const bytes = await photo();
		const url = at('/hot.png', (request, response) => {
			if (request.headers.referer !== `${HOST}/`) return void response.writeHead(403).end('no');
			file(bytes)(request, response);
		});
		expect((await alone(url)).warnings).toEqual([]);
		expect(web.visits).toHaveLength(2);
	});

	test('from a host that shows programs a page', async () => {
		const bytes = await photo();
		const url = at('/hot.png', (request, response) => {
			if (!/Chrome/.test(request.headers['user-agent'] ?? ''))
				return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>wait</html>');
			file(bytes)(request, response);
		});
		await alone(url);
	});

	test('behind a redirect into a private network', async () => {
		const inside = host.simulator.files.publish('/inside.png', await photo(), 'image/png');
		await alone(at('/out.png', leadsTo(inside)));
	});

	test('behind a login in the address', async () => {
		const bytes = await photo();
		at('/mine.png', (request, response) => {
			if (!request.headers.authorization) return void response.writeHead(401).end();
			file(bytes)(request, response);
		});
		await alone('http://me:secret@photos.example.com/mine.png');
		expect(host.simulator.ledger[0]!.rawBody).not.toContain('secret');
	});
});

test('automatically, a redirect to a public picture is left to the backend', async () => {
	const bytes = await photo();
	publish('/final.png', bytes);
	at('/a', leadsTo('/b', 301));
	at('/b', leadsTo(`${HOST}/final.png`, 307));
	host.simulator.publicFiles.set(`${HOST}/a`, bytes);
	onlyJson(await run('piapi', `${HOST}/a`));
	expect(sent()).toMatchObject({ how: 'url', url: `${HOST}/a` });
});

describe.each(['automatically', 'always', 'never'])('%s, nothing is paid for', (way) => {
	test.each<[string, () => string, RegExp]>([
		[
			'a page that is gone',
			() => `${HOST}/gone.png`,
			/^'First Frame': http:\/\/photos\.example\.com\/gone\.png answered with HTTP 404/,
		],
		[
			'a web page',
			() => at('/page', file(Buffer.from('<!doctype html>'), 'text/html')),
			/^'First Frame' is a web page, not an image/,
		],
		[
			'text',
			() => at('/text', file(Buffer.from('Access denied'), 'image/png')),
			/^'First Frame' is not a supported image/,
		],
		[
			'nothing',
			() => at('/nothing', (_, response) => void response.writeHead(200).end()),
			/^'First Frame' is an empty file/,
		],
		['an endless chain of redirects', () => at('/loop', leadsTo('/loop')), /did not answer \(more than 10 redirects\)/],
		[
			'a redirect to a file',
			() => at('/file', leadsTo('file:///etc/passwd')),
			/did not answer \(it redirects to a file: URL\)/,
		],
		['a redirect to ftp', () => at('/ftp', leadsTo('ftp://photos.example.com/a.png')), /it redirects to a ftp: URL/],
		['a redirect to nowhere', () => at('/odd', leadsTo('http://[')), /it redirects to something that is not a URL/],
		[
			'a host that turns everybody away',
			() => at('/no', (_, response) => void response.writeHead(403).end()),
			/answered with HTTP 403/,
		],
		['an answer that never comes', () => at('/silent', () => undefined), /did not answer \(the request timed out\)/],
		[
			'a host that falls silent in the first bytes',
			() =>
				at('/stuck', (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).write('\x89PNG')),
			/was interrupted/,
		],
	])('%s', async (_, url, message) => {
		const { error } = await run('kie', url(), way);
		expect(error?.message).toMatch(message);
		expect(host.simulator.ledger).toHaveLength(0);
		expect(web.visits.length).toBeLessThanOrEqual(11);
	});
});

describe('never, what would certainly fail is refused, and the way out is told', () => {
	test.each<[string, () => Promise<Page>, RegExp]>([
		[
			'a webp',
			async () => file(await photo({ format: 'webp' }), 'image/webp'),
			/^'First Frame' is a webp image, which Kie\.ai does not accept/,
		],
		[
			'a png that Xcode has crushed',
			async () => file(await readFile(join(__dirname, '../shared/media/cases/cgbi.png'))),
			/^'First Frame' is a CgBI \(Xcode\) PNG image, which Kie\.ai does not accept/,
		],
		[
			'an svg in UTF-16',
			() => Promise.resolve(file(Buffer.from('\ufeff<svg width="9" height="9"/>', 'utf16le'))),
			/^'First Frame' is a svg image, which Kie\.ai does not accept/,
		],
		[
			'too many bytes',
			async () => file(await photo(), 'image/png', 12_345_678),
			/^'First Frame' is 12\.3 MB, but the limit is \d+ MB/,
		],
		[
			'too small sides',
			async () => file(await photo({ width: 640, height: 200 })),
			/^'First Frame' is 640 x 200 pixels, but width and height must be at least 300/,
		],
		[
			'a strip',
			async () => file(await photo({ width: 1600, height: 400, format: 'jpeg' })),
			/^'First Frame' is 1600 x 400 pixels, but the longer side can be at most 2\.5 times/,
		],
	])('%s', async (_, page, message) => {
		const { error } = await run('kie', at('/picture', await page()), 'never');
		expect(error?.message).toMatch(message);
		expect((error as { description?: string }).description).toMatch(/'Image URL Handling' to 'Automatic'/);
		expect(host.simulator.ledger).toHaveLength(0);
	});

	test('a login in the address', async () => {
		const { error } = await run('kie', 'http://me:secret@photos.example.com/mine.png', 'never');
		expect(error?.message).toBe(
			"'First Frame': the URL contains a user name and password, which are not passed on to Kie.ai",
		);
		expect(web.visits).toHaveLength(0);
	});
});

describe('a download has an end', () => {
	test('that is announced to be too large is not begun', async () => {
		const url = at('/huge', (_, response) => {
			response.writeHead(200, { 'content-type': 'image/png', 'content-length': 100_000_001 });
			response.write('\x89PNG');
		});
		const { error } = await run('kie', url);
		expect(error?.message).toMatch(/\/huge is larger than 100 MB/);
	});

	test('that does not say how large it is ends at the limit', async () => {
		const piece = Buffer.alloc(1_000_000);
		let written = 0;
		const url = at('/endless', (_, response) => {
			response.writeHead(200, { 'content-type': 'image/png' });
			const more = (): void => {
				while (!response.destroyed && response.write(piece)) written += piece.length;
				if (!response.destroyed) response.once('drain', more);
			};
			more();
		});
		const { error } = await run('kie', url, undefined, 10_000);
		expect(error?.message).toMatch(/\/endless is larger than 100 MB/);
		expect(written).toBeLessThan(130_000_000);
	});

	test('that trickles on is given up after five times the silence', async () => {
		const url = at('/trickle', (_, response) => {
			response.writeHead(200, { 'content-type': 'image/png' });
			const drip = setInterval(() => response.write('x'), 50);
			response.on('close', () => clearInterval(drip));
		});
		const started = Date.now();
		const { error } = await run('kie', url);
		expect(error?.message).toMatch(/\/trickle was interrupted after \d+ bytes/);
		expect(Date.now() - started).toBeLessThan(5_000);
	});

	test('Stop ends it at once', async () => {
		const url = at('/slow', (_, response) => void response.writeHead(200, { 'content-type': 'image/png' }).write('x'));
		const outcome = await host.run(imageToVideo('kie', { imageSource: 'url', imageUrl: url }), {
			stopWhen: (stop) => setTimeout(stop, 100),
			timeouts: { ...host.timeouts, download: 60_000 },
		});
		expect(outcome.run.status).not.toBe('success');
		expect(host.simulator.ledger).toHaveLength(0);
	});
});

test.each(['automatically', 'never'])(
	"%s, n8n's guard against its own network holds behind a redirect",
	async (way) => {
		const guard = Container.get(SsrfProtectionConfig);
		const { files } = host.simulator;
		const location = files.publish('/inside.png', await photo(), 'image/png');
		const out = files.publish('/out.png', Buffer.from('over there'), 'text/plain', {
			status: 302,
			headers: { location },
		});
		guard.enabled = true;
		try {
			const { error } = await run('kie', out.replace('127.0.0.1', 'localhost'), way);
			expect(error?.message).toMatch(/^'First Frame': n8n did not open .*\(.*restricted IP/i);
			expect((error as { description?: string }).description).toMatch(/N8N_SSRF_ALLOWED_HOSTNAMES/);
			expect(host.simulator.requests.map(({ path }) => path)).toEqual(['/out.png']);
		} finally {
			guard.enabled = false;
		}
	},
);
