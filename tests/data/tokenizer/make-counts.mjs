// Writes counts.json: texts, and how many tokens js-tiktoken says they are. `npm install js-tiktoken@1.0.21`, then
//     node make-counts.mjs > counts.json
// Left out is what its regular expressions take for spaces and OpenAI's do not, or the other way: U+0085 and U+FEFF.
import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
import cl100k from "js-tiktoken/ranks/cl100k_base";

const encoders = { o200k: new Tiktoken(o200k), cl100k: new Tiktoken(cl100k) };

let seed = 20261122;
const random = (below) => { // Park and Miller
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};
const range = (first, last) => () => String.fromCodePoint(first + random(last - first + 1));
const oneOf = (...texts) => () => texts[random(texts.length)];
const kinds = [
  range(0x61, 0x7a), range(0x61, 0x7a), range(0x41, 0x5a), range(0x30, 0x39), range(0x20, 0x7e), oneOf(" ", "  ", "\n", "\r\n", "\t", "   \n"),
  range(0xc0, 0xff), range(0x391, 0x3c9), range(0x410, 0x44f), range(0x5d0, 0x5ea), range(0x627, 0x64a), range(0x905, 0x939),
  range(0xe01, 0xe2e), range(0x4e00, 0x9fa5), range(0x4e00, 0x9fa5), range(0x3041, 0x3093), range(0xac00, 0xd7a3), range(0x1f600, 0x1f64f),
  range(0x300, 0x36f), range(0xff01, 0xff5e), range(0x1d400, 0x1d454), range(0x2000, 0x206f), range(0x660, 0x669), range(0x2160, 0x2188),
  oneOf("'s", "'S", "'ll", "'LL", "'re", "'vE", "'d", "'m", "'t", "'x", "'"), oneOf("ǅ", "ʰ", "ª", "ß", "İ", "ı", "ſ"),
  oneOf("/", "//", "/\n", "!\n", " /", "://", "<|endoftext|>", "<|im_start|>", "\u00a0", "\u3000", "\u200b", "\u200d"),
];

const texts = [
  "", " ", "a", "Hello, world!", "hello world", "  leading", "trailing  ", "a\n\n\nb", "a \n b", "\r\n\r\n", "\t\tif (x) {\n\t\t\treturn;\n\t\t}\n",
  "I'm sure they'll say it's John's, WE'RE not'X", "12345678901234567890", "3.14159e-10", "camelCaseAndPascalCase HTTPServer XMLHttpRequest ABCdef",
  "中文分词测试:模型网关把请求转发给供应商。", "中A中文B文", "日本語のテキストとカタカナ", "한국어 문장입니다", "Привет, мир! Как дела?", "שלום עולם", "مرحبا بالعالم",
  "नमस्ते दुनिया", "สวัสดีชาวโลก", "👩‍👩‍👧‍👦 🇨🇳 👍🏽 😀😀😀", "e\u0301e\u0301 \u0301A", "\u0301ABC", "\u0301", "<|endoftext|><|im_start|>user",
  "const f = async (x: number): Promise<void> => { await g(x ?? 0); };\n// ---------------------------------\n",
  "SELECT * FROM exchanges WHERE started_at >= '2026-11-01' GROUP BY provider, model;\n", "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e9\\n\"}",
  "http://localhost:8080/v1/chat/completions?x=1#y", "/usr/share/doc///etc//\n/\n", "!!!\n\n???\r\n/", " ".repeat(100), "\n".repeat(50), "a".repeat(1000),
  "的".repeat(300), "ab".repeat(400), "=".repeat(200), "😀".repeat(60), "x ".repeat(200), "0".repeat(100), "Ä".repeat(100), "\u3000\u3000段落",
  "模型".repeat(50) + "network" + "网络路由".repeat(40), "The quick brown fox jumps over the lazy dog. ".repeat(20),
];
for (let i = 0; i < 400; ++i) {
  let text = "";
  const few = [...Array(1 + random(4))].map(() => kinds[random(kinds.length)]);
  for (let length = 1 + random(60); length > 0; --length)
    text += (random(4) === 0 ? kinds[random(kinds.length)] : few[random(few.length)])();
  texts.push(text);
}
const rows = texts.map((text) => JSON.stringify([text, encoders.o200k.encode(text, [], []).length, encoders.cl100k.encode(text, [], []).length]));
console.log("[\n" + rows.join(",\n") + "\n]");
