/** Kie's upload and result hosts turn away clients that look like a program (kie.md 5, 8). */

// kie.md 5: "may answer 403 to bot-like User-Agents"; which ones is not published, so every name
// that an HTTP library gives itself counts here.
const botLike = /bot|spider|crawl|^(axios|node|undici|got|curl|wget|python|go-http|java|okhttp|postman)|^n8n$/i;

export function looksLikeBot(userAgent: string | undefined): boolean {
	return userAgent === undefined || userAgent.trim() === '' || botLike.test(userAgent.trim());
}
