#include "catch.h"

#include "encoder.h"
#include "ledger_reader.h"
#include "scenario.h"

#include <charconv>
#include <regex>

// How the gateway handles each form of HTTP that a client may send, over real
// sockets and up to the ledger. The parser alone is tested in tests/gateway/http.

using namespace tests;
using namespace std::string_literals;

namespace {

/// One connection: what the client sends, and the expected result.
struct Case {
    const char* name;
    const char* source; ///< the requirement
    std::string sent;
    /// Statuses in order ("h" after one that answers HEAD), then "keep", or "close" where the gateway must close.
    const char* answers;
    /// The ledger's outcome of each recorded request: "200 answered", "404 model_not_found".
    const char* ledger = "";
    std::string later = {}; ///< sent once the first answer has arrived
    const char* has = ""; ///< in the heads of the answers
    const char* lacks = "no answer has this";
};

const std::string kHost = "Host: localhost\r\n";
const std::string kGet = "GET /health HTTP/1.1\r\n" + kHost;
const std::string kGetOld = "GET /health HTTP/1.0\r\n" + kHost;
const std::string kJson = "Content-Type: application/json\r\n";
const std::string kPost = "POST /v1/chat/completions HTTP/1.1\r\n" + kHost + kJson;
const std::string kPostOld = "POST /v1/chat/completions HTTP/1.0\r\n" + kHost + kJson;
const std::string kChunked = "Transfer-Encoding: chunked\r\n";
const std::string kExpect = "Expect: 100-continue\r\n";
const std::string kEnd = "\r\n";
const std::string kLast = "0\r\n\r\n";

constexpr std::size_t kMaxHeader = 8192;
constexpr std::size_t kMaxBody = 20000;

std::string length(std::size_t size) { return "Content-Length: " + std::to_string(size) + "\r\n"; }

/// Forty bytes of content in forty kilobytes.
std::string tooMuchFraming()
{
    std::string chunks;
    for (int i = 0; i < 40; ++i)
        chunks += "1;" + std::string(1000, 'x') + "\r\n \r\n";
    return chunks;
}

std::string chunk(const std::string& bytes, const std::string& extension = {})
{
    char size[16];
    const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
    return std::string(size, end) + extension + "\r\n" + bytes + "\r\n";
}

const std::string kBody = ask("alias");
const std::string kPosted = kPost + length(kBody.size()) + kEnd + kBody;
const std::string kInChunks = kPost + kChunked + kEnd;

const std::vector<Case> kConnections{
    {"one request", "RFC 9112 §9.3", kGet + kEnd, "200 keep", "", {}, "", "Connection:"},
    {"one exchange", "RFC 9112 §9.3", kPosted, "200 keep", "200 answered"},
    {"Connection: close", "RFC 9112 §9.6", kGet + "Connection: close\r\n\r\n", "200 close"},
    {"Proxy-Connection: close", "RFC 9112 §C.2.2", kGet + "Proxy-Connection: close\r\n\r\n", "200 keep"},
    {"CLOSE among other options", "RFC 9110 §7.6.1", kGet + "Connection: x-a , CLOSE\r\n\r\n", "200 close"},
    {"close in a second Connection field", "RFC 9110 §5.3", kGet + "Connection: x-a\r\nConnection: close\r\n\r\n", "200 close"},
    {"HTTP/1.0", "RFC 9112 §9.3", kGetOld + kEnd, "200 close"},
    {"HTTP/1.0 with keep-alive", "RFC 9112 §9.3", kGetOld + "Connection: keep-alive\r\n\r\n", "200 keep", "", {}, "Connection: keep-alive\r\n"},
    {"a stream to HTTP/1.0", "RFC 9112 §6.1", kPostOld + "Connection: keep-alive\r\n" + length(askStream("alias").size()) + kEnd + askStream("alias"),
        "200 close", "200 answered", {}, "text/event-stream", "Transfer-Encoding"},
    {"a stream to HTTP/1.1", "RFC 9112 §7", kPost + length(askStream("alias").size()) + kEnd + askStream("alias"), "200 keep", "200 answered", {},
        "Transfer-Encoding: chunked\r\n", "Content-Length"},
    {"two in one piece", "RFC 9112 §9.3.2", kGet + kEnd + kGet + kEnd, "200 200 keep"},
    {"four kinds in one piece", "RFC 9112 §9.3.2", kPosted + kGet + kEnd + kInChunks + chunk(kBody) + kLast + "HEAD /health HTTP/1.1\r\n" + kHost + kEnd,
        "200 200 200 200h keep", "200 answered, 200 answered"},
    {"an error between two others", "RFC 9112 §9.3.2", kPosted + kPost + length(2) + kEnd + "{}" + kPosted, "200 400 200 keep",
        "200 answered, 400 invalid_request, 200 answered"},
    {"a request after Connection: close", "RFC 9112 §9.6", kGet + "Connection: close\r\n\r\n" + kPosted, "200 close"},
    {"a request after nonsense", "RFC 9112 §9.6", "nonsense\r\n\r\n" + kPosted, "400 close"},
    {"empty lines before a request", "RFC 9112 §2.2", "\r\n\r\n" + kGet + kEnd, "200 keep"},
    {"an empty line after a body", "RFC 9112 §2.2 (old clients)", kPosted + "\r\n" + kPosted, "200 200 keep", "200 answered, 200 answered"},
    {"a blank before a request", "RFC 9112 §2.2", " " + kGet + kEnd, "400 close"},
    {"extra bytes after a body", "RFC 9112 §9.3.2", kPosted + "and more\r\n\r\n", "200 400 close", "200 answered"},
    {"a WebSocket upgrade", "RFC 6455 §4.1", kGet + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", "426 close", "426 upgrade_not_supported", {}, "Upgrade: HTTP/1.1\r\n"},
    {"an h2c upgrade", "RFC 9110 §7.8", kGet + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n", "200 keep"},
};

const std::vector<Case> kExpectations{
    {"before the body", "RFC 9110 §10.1.1", kPost + kExpect + length(kBody.size()) + kEnd, "100 200 keep", "200 answered", kBody},
    {"before chunks", "RFC 9110 §10.1.1", kPost + kExpect + kChunked + kEnd, "100 200 keep", "200 answered", chunk(kBody) + kLast},
    {"in capitals", "RFC 9110 §10.1.1", kPost + "Expect: 100-Continue\r\n" + length(kBody.size()) + kEnd, "100 200 keep", "200 answered", kBody},
    {"with the body already sent", "RFC 9110 §10.1.1", kPost + kExpect + length(kBody.size()) + kEnd + kBody, "200 keep", "200 answered"},
    {"in HTTP/1.0", "RFC 9110 §10.1.1", kPostOld + kExpect + length(kBody.size()) + kEnd + kBody, "200 close", "200 answered"},
    {"without a body", "RFC 9110 §10.1.1", kGet + kExpect + kEnd, "200 keep"},
    {"for too large a body", "RFC 9110 §10.1.1", kPost + kExpect + length(kMaxBody + 1) + kEnd, "413 close", "413 request_too_large"},
    {"from a foreign host", "RFC 9110 §10.1.1", "POST /v1/chat/completions HTTP/1.1\r\nHost: evil.example\r\n" + kJson + kExpect + length(5) + kEnd,
        "403 close", "403 forbidden_host"},
    {"at an unknown path", "RFC 9110 §10.1.1", "POST /nothing HTTP/1.1\r\n" + kHost + kExpect + length(5) + kEnd, "404 close", "404 unknown_endpoint"},
    {"another expectation", "RFC 9110 §10.1.1 (417 is allowed, not demanded)", kPost + "Expect: x-more\r\n" + length(kBody.size()) + kEnd + kBody, "200 keep",
        "200 answered"},
};

const std::vector<Case> kChunks{
    {"chunks", "RFC 9112 §7.1", kInChunks + chunk(kBody.substr(0, 7)) + chunk(kBody.substr(7)) + kLast, "200 keep", "200 answered"},
    {"a size in capitals, with zeros", "RFC 9112 §7.1", kInChunks + "0003D\r\n" + kBody + "\r\n000\r\n\r\n", "200 keep", "200 answered"},
    {"the coding in capitals", "RFC 9112 §7", kPost + "TRANSFER-ENCODING:\tChunked \r\n\r\n" + chunk(kBody) + kLast, "200 keep", "200 answered"},
    {"extensions", "RFC 9112 §7.1.1", kInChunks + chunk(kBody, ";a;b=c;d=\"e;f\"") + "0;g\r\n\r\n", "200 keep", "200 answered"},
    {"trailers", "RFC 9112 §7.1.2", kInChunks + chunk(kBody) + "0\r\nx-sum: 1\r\nx-more: 2\r\n\r\n", "200 keep", "200 answered"},
    {"a trailer that is folded", "RFC 9112 §5.2", kInChunks + chunk(kBody) + "0\r\nx-sum: 1\r\n 2\r\n\r\n", "400 close", "400 bad_request"},
    {"a trailer that names a length", "RFC 9110 §6.5.1 (forbidden; refused here)", kInChunks + chunk(kBody) + "0\r\nContent-Length: 5\r\n\r\n",
        "400 close", "400 bad_request"},
    {"a trailer that names a host", "RFC 9110 §6.5.1", kInChunks + chunk(kBody) + "0\r\nHost: evil.example\r\n\r\n", "200 keep", "200 answered"},
    {"a trailer without a colon", "RFC 9112 §5", kInChunks + chunk(kBody) + "0\r\nnonsense\r\n\r\n", "400 close", "400 bad_request"},
    {"another request after the chunks", "RFC 9112 §9.3.2", kInChunks + chunk(kBody) + kLast + kGet + kEnd, "200 200 keep", "200 answered"},
    {"no size", "RFC 9112 §7.1", kInChunks + "\r\n", "400 close", "400 bad_request"},
    {"an invalid size", "RFC 9112 §7.1", kInChunks + "zz\r\n", "400 close", "400 bad_request"},
    {"a negative size", "RFC 9112 §7.1", kInChunks + "-3d\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a signed size", "request smuggling: TE.TE", kInChunks + "+3d\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a size with a prefix", "request smuggling: TE.TE", kInChunks + "0x3d\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a size beyond 64 bits", "RFC 9112 §7.1", kInChunks + "1000000000000003d\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"no CR LF after a chunk", "RFC 9112 §7.1", kInChunks + "5\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a bare line feed after a size", "request smuggling: TERM.EXT", kInChunks + "3d\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a bare line feed in an extension", "request smuggling: EXT.TERM", kInChunks + "3d;a\nb\r\n" + kBody + "\r\n" + kLast, "400 close", "400 bad_request"},
    {"a bare line feed after a chunk", "request smuggling: TERM.SPILL", kInChunks + "3d\r\n" + kBody + "\n" + kLast, "400 close", "400 bad_request"},
    {"a bare line feed in the trailers", "RFC 9112 §2.2 (we are strict)", kInChunks + chunk(kBody) + "0\r\nx-sum: 1\n\r\n", "400 close", "400 bad_request"},
    {"a chunk that is too large", "RFC 9110 §15.5.14", kInChunks + "4e21\r\n", "413 close", "413 request_too_large"},
    {"chunks that are too large together", "RFC 9110 §15.5.14", kInChunks + chunk(std::string(kMaxBody, ' ')) + chunk(" "), "413 close",
        "413 request_too_large"},
    {"an extension without an end", "CVE-2023-39326", kInChunks + "1;" + std::string(3 * kMaxHeader, 'x'), "431 close", "431 header_too_large"},
    {"more extensions than content", "RFC 9112 §7.1.1", kInChunks + tooMuchFraming(), "400 close", "400 bad_request"},
    {"trailers without an end", "RFC 6585 §5", kInChunks + "0\r\nx: " + std::string(3 * kMaxHeader, 'x'), "431 close", "431 header_too_large"},
    {"chunked and a length", "request smuggling: TE.CL", kPost + kChunked + length(5) + kEnd + chunk(kBody) + kLast, "400 close"},
    {"a length and chunked", "request smuggling: CL.TE", kPost + length(kBody.size()) + kChunked + kEnd + kLast, "400 close"},
    {"chunked twice", "request smuggling: TE.TE", kPost + kChunked + kChunked + kEnd + chunk(kBody) + kLast, "400 close"},
    {"chunked twice in a list", "request smuggling: TE.TE", kPost + "Transfer-Encoding: chunked, chunked\r\n\r\n" + kLast, "400 close"},
    {"chunked before another coding", "RFC 9112 §6.3", kPost + "Transfer-Encoding: chunked, gzip\r\n\r\n" + kLast, "400 close"},
    {"another coding before chunked", "RFC 9112 §6.1", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n" + kLast, "501 close", "", {}, "x-signalbox-error: bad_request\r\n"},
    {"another coding before chunked, in two fields", "RFC 9112 §6.1, RFC 9110 §5.3", kPost + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + kLast, "501 close"},
    {"another coding with a parameter before chunked", "RFC 9112 §7", kPost + "Transfer-Encoding: foo;a=b , Chunked\r\n\r\n" + kLast, "501 close"},
    {"another coding after chunked, in two fields", "RFC 9112 §6.3", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n" + kLast, "400 close"},
    {"another coding between two chunked", "RFC 9112 §7.1", kPost + "Transfer-Encoding: chunked, gzip, chunked\r\n\r\n" + kLast, "400 close"},
    {"chunked with a parameter before chunked", "request smuggling: TE.TE", kPost + "Transfer-Encoding: chunked;a=b, chunked\r\n\r\n" + kLast, "400 close"},
    {"only another coding", "RFC 9112 §6.3", kPost + "Transfer-Encoding: gzip\r\n\r\n" + kLast, "400 close"},
    {"no coding before chunked", "request smuggling: TE.TE", kPost + "Transfer-Encoding: , chunked\r\n\r\n" + kLast, "400 close"},
    {"no coding before chunked, in two fields", "request smuggling: TE.TE", kPost + "Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n\r\n" + kLast, "400 close"},
    {"another coding before chunked, and a length", "request smuggling: TE.CL", kPost + "Transfer-Encoding: gzip, chunked\r\n" + length(5) + kEnd + kLast, "400 close"},
    {"another coding before chunked in HTTP/1.0", "RFC 9112 §6.1", kPostOld + "Transfer-Encoding: gzip, chunked\r\n\r\n" + kLast, "400 close"},
    {"identity", "RFC 9112 §7 (no longer a coding)", kPost + "Transfer-Encoding: identity\r\n" + length(kBody.size()) + kEnd + kBody, "400 close"},
    {"a coding similar to chunked", "request smuggling: TE.TE", kPost + "Transfer-Encoding: xchunked\r\n\r\n" + kLast, "400 close"},
    {"chunked after a vertical tab", "request smuggling: TE.TE", kPost + "Transfer-Encoding: \vchunked\r\n\r\n" + kLast, "400 close"},
    {"chunked in quotes", "request smuggling: TE.TE", kPost + "Transfer-Encoding: \"chunked\"\r\n\r\n" + kLast, "400 close"},
    {"no coding named", "request smuggling: TE.CL", kPost + "Transfer-Encoding:\r\n" + length(kBody.size()) + kEnd + kBody, "400 close"},
    {"chunked in HTTP/1.0", "RFC 9112 §6.1", kPostOld + kChunked + kEnd + chunk(kBody) + kLast, "400 close"},
};

const std::vector<Case> kLengths{
    {"no length, so no body", "RFC 9112 §6.3", kPost + kEnd, "400 keep", "400 invalid_request"},
    {"two equal lengths", "RFC 9110 §8.6", kPost + length(kBody.size()) + length(kBody.size()) + kEnd + kBody, "200 keep", "200 answered"},
    {"with leading zeros", "RFC 9110 §8.6", kPost + "Content-Length: 0061\r\n\r\n" + kBody, "200 keep", "200 answered"},
    {"two different lengths", "RFC 9112 §6.3", kPost + length(kBody.size()) + length(3) + kEnd + kBody, "400 close"},
    {"two different lengths in a list", "RFC 9112 §6.3", kPost + "Content-Length: 61, 3\r\n\r\n" + kBody, "400 close"},
    {"negative", "RFC 9110 §8.6", kPost + "Content-Length: -1\r\n\r\n" + kBody, "400 close"},
    {"with a plus", "request smuggling: CL.CL", kPost + "Content-Length: +61\r\n\r\n" + kBody, "400 close"},
    {"hexadecimal", "RFC 9110 §8.6", kPost + "Content-Length: 0x3d\r\n\r\n" + kBody, "400 close"},
    {"two numbers", "RFC 9110 §8.6", kPost + "Content-Length: 6 1\r\n\r\n" + kBody, "400 close"},
    {"a word", "RFC 9110 §8.6", kPost + "Content-Length: ten\r\n\r\n" + kBody, "400 close"},
    {"empty", "RFC 9110 §8.6", kPost + "Content-Length:\r\n\r\n" + kBody, "400 close"},
    {"beyond 64 bits", "RFC 9110 §8.6", kPost + "Content-Length: 18446744073709551677\r\n\r\n" + kBody, "400 close"},
    {"terabytes", "RFC 9110 §15.5.14", kPost + "Content-Length: 9000000000000000000\r\n\r\n", "413 close", "413 request_too_large"},
    {"as large as allowed", "RFC 9110 §15.5.14", kPost + length(kMaxBody) + kEnd + kBody + std::string(kMaxBody - kBody.size(), ' '), "200 keep", "200 answered"},
    {"one more than allowed, without a body", "RFC 9110 §15.5.14", kPost + length(kMaxBody + 1) + kEnd, "413 close", "413 request_too_large"},
    {"a body on GET", "request smuggling: CL.0", kGet + length(kPosted.size()) + kEnd + kPosted, "200 keep"},
    {"a body on HEAD", "request smuggling: CL.0", "HEAD /health HTTP/1.1\r\n" + kHost + length(kPosted.size()) + kEnd + kPosted, "200h keep"},
    {"shorter than the body", "request smuggling: CL.0", kPost + length(2) + kEnd + "{}" + kPosted, "400 200 keep", "400 invalid_request, 200 answered"},
};

const std::vector<Case> kTargets{
    {"absolute", "RFC 9112 §3.2.2", "GET http://localhost/health HTTP/1.1\r\n" + kHost + kEnd, "200 keep"},
    {"absolute without a path", "RFC 9112 §3.2.2", "GET http://localhost HTTP/1.1\r\n" + kHost + kEnd, "200 keep"},
    {"absolute overrides Host", "RFC 9112 §3.2.2", "GET http://localhost/health HTTP/1.1\r\nHost: evil.example\r\n\r\n", "200 keep"},
    {"absolute of a foreign host", "RFC 9112 §3.2.2", "GET http://evil.example/health HTTP/1.1\r\n" + kHost + kEnd, "403 keep", "403 forbidden_host"},
    {"absolute with user data", "RFC 9110 §4.2.4", "GET http://a:b@localhost/health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"absolute with another scheme", "RFC 9112 §3.2.2", "GET ftp://localhost/health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"absolute with https", "RFC 9110 §7.4", "GET https://localhost/health HTTP/1.1\r\n" + kHost + kEnd, "421 close", "", {},
        "HTTP/1.1 421 Misdirected Request\r\n"},
    {"an authority", "RFC 9112 §3.2.3", "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n", "400 close"},
    {"an authority for GET", "RFC 9112 §3.2.3", "GET localhost:443 HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"the asterisk", "RFC 9110 §9.3.7", "OPTIONS * HTTP/1.1\r\n" + kHost + kEnd, "204 keep"},
    {"the asterisk for GET", "RFC 9112 §3.2.4", "GET * HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"with a fragment", "RFC 9112 §3.2", "GET /health#a HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"with a blank in it", "RFC 9112 §3.2", "GET /a b HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"with a control character", "RFC 3986 §2", "GET /\x01 HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"with an encoded NUL", "RFC 3986 §2.1", "GET /v1/%00 HTTP/1.1\r\n" + kHost + kEnd, "404 keep", "404 unknown_endpoint"},
    {"very long", "RFC 9110 §15.5.15", "GET /" + std::string(kMaxHeader, 'a') + " HTTP/1.1\r\n" + kHost + kEnd, "414 close", "", {},
        "HTTP/1.1 414 URI Too Long\r\n"},
    {"very long, with a query", "RFC 9110 §15.5.15", "GET /health?" + std::string(200000, 'a') + " HTTP/1.1\r\n" + kHost + kEnd, "414 close", "", {},
        "x-signalbox-error: header_too_large\r\n"},
    {"without an end", "RFC 9112 §3", "GET /" + std::string(2 * kMaxHeader, 'a'), "414 close"},
    {"long, with long fields after it", "RFC 6585 §5",
        "GET /health?" + std::string(kMaxHeader / 2, 'a') + " HTTP/1.1\r\n" + kHost + "x-a: " + std::string(kMaxHeader / 2, 'a') + "\r\n\r\n", "431 close"},
    {"two blanks before it", "RFC 9112 §3", "GET  /health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"a tab before it", "RFC 9112 §3", "GET\t/health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"none", "RFC 9112 §3", "GET HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"HTTP/0.9", "RFC 9112 §3", "GET /health\r\n\r\n", "400 close"},
    {"a blank after the version", "RFC 9112 §3", "GET /health HTTP/1.1 \r\n" + kHost + kEnd, "400 close"},
    {"the version in lower case", "RFC 9112 §2.3", "GET /health http/1.1\r\n" + kHost + kEnd, "400 close"},
    {"a later minor version", "RFC 9110 §2.5", "GET /health HTTP/1.2\r\n" + kHost + kEnd + kGet + kEnd, "200 200 keep", "", {}, "HTTP/1.1 200 OK\r\n", "HTTP/1.2"},
    {"a later minor version, with chunks", "RFC 9110 §2.5", "POST /v1/chat/completions HTTP/1.9\r\n" + kHost + kJson + kChunked + kEnd + chunk(kBody) + kLast,
        "200 keep", "200 answered"},
    {"a later minor version without a host", "RFC 9112 §3.2", "GET /health HTTP/1.2\r\n\r\n", "400 close"},
    {"a later minor version of two digits", "RFC 9112 §2.3", "GET /health HTTP/1.10\r\n" + kHost + kEnd, "400 close"},
    {"another major version", "RFC 9110 §15.6.6", "GET /health HTTP/3.7\r\n" + kHost + kEnd, "505 close", "", {}, "HTTP/1.1 505 HTTP Version Not Supported\r\n"},
    {"another major version for HEAD", "RFC 9110 §9.3.2", "HEAD /health HTTP/2.0\r\n" + kHost + kEnd, "505h close"},
    {"an earlier major version", "RFC 9110 §15.6.6", "GET /health HTTP/0.9\r\n" + kHost + kEnd, "505 close", "", {}, "x-signalbox-error: bad_request\r\n"},
    {"a major version of two digits", "RFC 9112 §2.3", "GET /health HTTP/11.1\r\n" + kHost + kEnd, "400 close"},
    {"HTTP/2 with prior knowledge", "RFC 9113 §3.4, RFC 9110 §15.6.6", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 close"},
    {"a TLS greeting", "RFC 8446 §4.1.2", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, "400 close"},
};

const std::vector<Case> kMethods{
    {"HEAD", "RFC 9110 §9.3.2", "HEAD /health HTTP/1.1\r\n" + kHost + kEnd, "200h keep", "", {}, "Content-Length: "},
    {"HEAD of the models", "RFC 9110 §9.3.2", "HEAD /v1/models HTTP/1.1\r\n" + kHost + kEnd, "200h keep", "", {}, "Content-Length: "},
    {"HEAD of the loaded models", "RFC 9110 §9.1", "HEAD /api/ps HTTP/1.1\r\n" + kHost + kEnd, "200h keep", "", {}, "Content-Length: "},
    {"HEAD of an unknown response", "RFC 9110 §9.3.2", "HEAD /v1/responses/resp_1 HTTP/1.1\r\n" + kHost + kEnd, "404h keep", "404 invalid_request"},
    {"PUT where HEAD is allowed", "RFC 9110 §15.5.6", "PUT /v1/files HTTP/1.1\r\n" + kHost + length(0) + kEnd, "405 keep", "405 method_not_allowed", {}, "Allow: GET, HEAD, POST\r\n"},
    {"HEAD where only POST is allowed", "RFC 9110 §15.5.6", "HEAD /v1/chat/completions HTTP/1.1\r\n" + kHost + kEnd, "405h keep", "405 method_not_allowed", {}, "Allow: POST"},
    {"HEAD of an unknown path", "RFC 9110 §9.3.2", "HEAD /nothing HTTP/1.1\r\n" + kHost + kEnd, "404h keep", "404 unknown_endpoint"},
    {"OPTIONS", "RFC 9110 §9.3.7", "OPTIONS /v1/chat/completions HTTP/1.1\r\n" + kHost + kEnd, "204 keep", "", {}, "Allow: POST", "Content-Length"},
    {"OPTIONS from a foreign page", "WHATWG Fetch, CORS protocol", "OPTIONS /v1/chat/completions HTTP/1.1\r\n" + kHost + "Origin: https://evil.example\r\n\r\n",
        "403 keep", "403 forbidden_origin", {}, "", "Access-Control"},
    {"GET where only POST is allowed", "RFC 9110 §15.5.6", "GET /v1/chat/completions HTTP/1.1\r\n" + kHost + kEnd, "405 keep", "405 method_not_allowed", {}, "Allow: POST"},
    {"in lower case", "RFC 9110 §9.1 (methods are case-sensitive)", "get /health HTTP/1.1\r\n" + kHost + kEnd, "405 keep", "", {}, "Allow: GET"},
    {"unknown", "RFC 9110 §9.1", "BREW /v1/chat/completions HTTP/1.1\r\n" + kHost + kEnd, "405 keep", "405 method_not_allowed"},
    {"TRACE", "RFC 9110 §9.3.8", "TRACE /health HTTP/1.1\r\n" + kHost + kEnd, "405 keep"},
    {"no token", "RFC 9110 §5.6.2", "G(T /health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
    {"none", "RFC 9112 §3", " /health HTTP/1.1\r\n" + kHost + kEnd, "400 close"},
};

const std::vector<Case> kHosts{
    {"none", "RFC 9112 §3.2", "GET /health HTTP/1.1\r\n\r\n", "400 close"},
    {"two", "RFC 9112 §3.2", kGet + "Host: evil.example\r\n\r\n", "400 close"},
    {"two equal hosts", "RFC 9112 §3.2", kGet + kHost + kEnd, "400 close"},
    {"empty", "RFC 9110 §7.2", "GET /health HTTP/1.1\r\nHost:\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"in capitals, with a port", "RFC 3986 §3.2.2", "GET /health HTTP/1.1\r\nHost: LOCALHOST:8080\r\n\r\n", "200 keep"},
    {"an IPv6 address", "RFC 3986 §3.2.2", "GET /health HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "200 keep"},
    {"foreign", "DNS rebinding", "GET /health HTTP/1.1\r\nHost: rebind.example\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"foreign in HTTP/1.0", "DNS rebinding", "GET /health HTTP/1.0\r\nHost: rebind.example\r\n\r\n", "403 close", "403 forbidden_host"},
    {"ours as a part of another", "DNS rebinding", "GET /health HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"ours before another", "DNS rebinding", "GET /health HTTP/1.1\r\nHost: [::1].evil.example\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"a port out of range", "RFC 3986 §3.2.3", "GET /health HTTP/1.1\r\nHost: localhost:65536\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"ours in other digits", "exact Host check: literal spelling", "GET /health HTTP/1.1\r\nHost: 0x7f.1\r\n\r\n", "403 keep", "403 forbidden_host"},
    {"no host in HTTP/1.0", "exact Host check: only ours", "GET /health HTTP/1.0\r\n\r\n", "403 close", "403 forbidden_host"},
    {"with a blank", "RFC 9110 §7.2", "GET /health HTTP/1.1\r\nHost: local host\r\n\r\n", "400 close"},
    {"with an invalid port", "RFC 9112 §3.2", "GET /health HTTP/1.1\r\nHost: localhost:evil\r\n\r\n", "400 close"},
    {"with a path", "RFC 9110 §7.2", "GET /health HTTP/1.1\r\nHost: localhost/x\r\n\r\n", "400 close"},
    {"with user data", "RFC 9110 §7.2", "GET /health HTTP/1.1\r\nHost: a@localhost\r\n\r\n", "400 close"},
    {"a list", "RFC 9112 §3.2", "GET /health HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n", "400 close"},
};

const std::vector<Case> kFields{
    {"bytes above ASCII in a value", "RFC 9110 §5.5", kGet + "x-a: \xc3\xa9\xff\r\n\r\n", "200 keep"},
    {"an empty value", "RFC 9110 §5.5", kGet + "x-a:\r\nx-b: \t \r\n\r\n", "200 keep"},
    {"a folded line", "RFC 9112 §5.2", kGet + "x-a: b\r\n c\r\n\r\n", "400 close"},
    {"a line folded with a tab", "RFC 9112 §5.2", kGet + "x-a: b\r\n\tc\r\n\r\n", "400 close"},
    {"a folded first line", "RFC 9112 §2.2", "GET /health HTTP/1.1\r\n " + kHost + kEnd, "400 close"},
    {"a folded coding", "request smuggling: TE.CL", kPost + "Transfer-Encoding:\r\n chunked\r\n" + length(kBody.size()) + kEnd + kBody, "400 close"},
    {"a blank before the colon", "RFC 9112 §5.1", kPost + "Content-Length : 61\r\n\r\n" + kBody, "400 close"},
    {"a tab before the colon", "RFC 9112 §5.1", kPost + "Transfer-Encoding\t: chunked\r\n\r\n" + kLast, "400 close"},
    {"no name", "RFC 9110 §5.1", kGet + ": b\r\n\r\n", "400 close"},
    {"a name with a blank", "RFC 9110 §5.1", kGet + "x a: b\r\n\r\n", "400 close"},
    {"a name with a bracket", "RFC 9110 §5.1", kGet + "x[a]: b\r\n\r\n", "400 close"},
    {"no colon", "RFC 9112 §5", kGet + "nonsense\r\n\r\n", "400 close"},
    {"a NUL in a value", "RFC 9110 §5.5", kGet + "x-a: b\0c\r\n\r\n"s, "400 close"},
    {"a NUL in a name", "RFC 9110 §5.1", kGet + "x\0a: b\r\n\r\n"s, "400 close"},
    {"a control character in a value", "RFC 9110 §5.5", kGet + "x-a: b\x01\r\n\r\n", "400 close"},
    {"a carriage return in a value", "RFC 9110 §5.5", kGet + "x-a: b\rx-c: d\r\n\r\n", "400 close"},
    {"a bare line feed", "RFC 9112 §2.2 (we are strict)", kGet + "x-a: b\n\r\n", "400 close"},
    {"only bare line feeds", "RFC 9112 §2.2 (we are strict)", "GET /health HTTP/1.1\nHost: localhost\n\n", "400 close"},
    {"a field that is too large", "RFC 6585 §5", kGet + "x-a: " + std::string(kMaxHeader, 'x') + "\r\n\r\n", "431 close"},
    {"a field that is too large and never ends", "RFC 6585 §5", kGet + "x-a: " + std::string(2 * kMaxHeader, 'x'), "431 close"},
    {"a name that is too large", "RFC 6585 §5", kGet + std::string(2 * kMaxHeader, 'x'), "431 close"},
};

const std::vector<Case> kPacked = [] {
    std::vector<Case> rows;
    const auto under = [](const std::string& coding, const std::string& body) {
        return kPost + "Content-Encoding: " + coding + "\r\n" + length(body.size()) + kEnd + body;
    };
    const std::string bomb(kMaxBody * 50, ' ');
    for (const auto* coding : {"gzip", "deflate", "br", "zstd"}) {
        const auto body = encoded(coding, kBody);
        rows.push_back({coding, "RFC 9110 §8.4", under(coding, body), "200 keep", "200 answered"});
        rows.push_back({coding, "RFC 9110 §8.4, in chunks", kPost + "Content-Encoding: " + coding + "\r\n" + kChunked + kEnd + chunk(body) + kLast, "200 keep",
            "200 answered"});
        rows.push_back({coding, "a decompression bomb", under(coding, encoded(coding, bomb)), "413 keep", "413 request_too_large"});
        rows.push_back({coding, "broken off", under(coding, body.substr(0, body.size() - 3)), "400 keep", "400 bad_request"});
        rows.push_back({coding, "not of this coding", under(coding, kBody), "400 keep", "400 bad_request"});
        rows.push_back({coding, "bytes behind its end", under(coding, body + kBody), "400 keep", "400 bad_request"});
        rows.push_back({coding, "nothing in it", under(coding, ""), "400 keep", "400 bad_request"});
        rows.push_back({coding, "no JSON in it", under(coding, encoded(coding, "hello")), "400 keep", "400 invalid_request"});
    }
    rows.push_back({"identity", "RFC 9110 §8.4.1 (no coding)", under("identity", kBody), "200 keep", "200 answered"});
    rows.push_back({"gzip by its old name", "RFC 9110 §8.4.1.3", under("X-GZip", encoded("gzip", kBody)), "200 keep", "200 answered"});
    rows.push_back({"deflate without its wrapper", "RFC 9110 §8.4.1.2", under("deflate", encoded("raw-deflate", kBody)), "200 keep", "200 answered"});
    const char* const accepted = "\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n";
    rows.push_back({"an unknown coding", "RFC 9110 §15.5.16", under("compress", kBody), "415 keep", "415 unsupported_media_type", {}, accepted});
    rows.push_back({"two codings", "RFC 9110 §15.5.16", under("gzip, br", kBody), "415 keep", "415 unsupported_media_type", {}, accepted});
    rows.push_back({"an unknown coding of a passed-through body", "RFC 9110 §12.5.3",
        "POST /v1/moderations HTTP/1.1\r\n" + kHost + kJson + "Content-Encoding: compress\r\n" + length(kBody.size()) + kEnd + kBody, "415 keep",
        "415 unsupported_media_type", {}, accepted});
    rows.push_back({"a wrong media type with a valid coding", "RFC 9110 §12.5.3",
        "POST /v1/chat/completions HTTP/1.1\r\n" + kHost + "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n" + length(kBody.size()) + kEnd + kBody,
        "415 keep", "415 unsupported_media_type", {}, "", "Accept-Encoding"});
    rows.push_back({"two codings in two fields", "RFC 9110 §5.3", under("gzip\r\nContent-Encoding: br", encoded("gzip", kBody)), "415 keep",
        "415 unsupported_media_type"});
    return rows;
}();

std::vector<std::string> wordsOf(const std::string& text)
{
    static const std::regex kSeparator(", | ");
    std::vector<std::string> words{std::sregex_token_iterator(text.begin(), text.end(), kSeparator, -1), {}};
    std::erase(words, "");
    return words;
}

/// What every answer except 100 must have. Source: RFC 9110 §6.6.1, §10.2.4.
void checkHead(const HttpAnswer& answer, bool isLast, bool closes)
{
    static const std::regex kDate("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [JFMASOND][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    CHECK(fieldCount(answer.headers, "Date") == 1);
    CHECK(std::regex_match(answer.headerOr("Date"), kDate));
    CHECK(fieldCount(answer.headers, "Server") == 1);
    CHECK(answer.headerOr("Server").starts_with("signalbox/"));
    CHECK(fieldCount(answer.headers, "Content-Length") + fieldCount(answer.headers, "Transfer-Encoding") <= 1);
    const auto connection = answer.headerOr("Connection");
    CHECK((connection == "close" || connection == "upgrade, close") == (isLast && closes));
    CHECK(answer.headerOr("x-signalbox-error").empty() == (answer.status < 400));
}

void checkRow(const Case& row, int port)
{
    CAPTURE(row.source, row.name);
    auto expected = wordsOf(row.answers);
    const bool closes = expected.back() == "close";
    expected.pop_back();
    HttpClient client(port);
    client.send(row.sent);
    std::string heads;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const bool isHead = expected[i].ends_with('h');
        const auto answer = client.readAnswer(isHead);
        CAPTURE(i, answer.raw);
        heads += answer.head;
        CHECK(std::to_string(answer.status) + (isHead ? "h" : "") == expected[i]);
        CHECK(answer.isComplete);
        if (answer.status == 0)
            return;
        if (answer.status != 100)
            checkHead(answer, i + 1 == expected.size(), closes);
        if (i == 0 && !row.later.empty())
            client.send(row.later);
    }
    CAPTURE(heads);
    const auto holds = [&heads](const std::string& text) {
        return std::search(heads.begin(), heads.end(), text.begin(), text.end(), [](char a, char b) { return std::tolower(a) == std::tolower(b); })
            != heads.end();
    };
    CHECK(holds(row.has));
    CHECK_FALSE(holds(row.lacks));
    if (expected[0] == "400" && row.ledger == ""s)
        CHECK(holds("x-signalbox-error: bad_request\r\n"));
    if (closes) {
        CHECK_FALSE(client.readHead());
        CHECK_FALSE(client.isConnected());
    } else {
        client.send(kGet + kEnd);
        CHECK(client.readAnswer().status == 200);
    }
}

} // namespace

TEST_CASE("handles HTTP as clients send it", "[sanitized]")
{
    struct Table {
        const char* name;
        const std::vector<Case>& rows;
    };
    const auto table = GENERATE(Table{"connections", kConnections}, Table{"expectations", kExpectations}, Table{"chunks", kChunks},
        Table{"lengths", kLengths}, Table{"targets", kTargets}, Table{"methods", kMethods}, Table{"hosts", kHosts}, Table{"fields", kFields},
        Table{"compressed bodies", kPacked});
    CAPTURE(table.name);
    FakeUpstream upstream;
    auto config = aliasConfiguration(upstream);
    config["listen"] = {{"max_body_bytes", kMaxBody}, {"max_header_bytes", kMaxHeader}};
    GatewayProcess gateway(config, withKey());
    std::vector<std::string> expected;
    std::size_t answered = 0;
    for (const auto& row : table.rows) {
        checkRow(row, gateway.port());
        const auto words = wordsOf(row.ledger);
        for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
            expected.push_back(words[i] + ' ' + words[i + 1]);
            answered += words[i + 1] == "answered" ? 1U : 0U;
        }
    }
    // Refused requests were not sent upstream, and sent ones are in the ledger once.
    CHECK(upstream.requests().size() == answered);
    gateway.terminate();
    CHECK(gateway.waitForExit() == 0);
    std::vector<std::string> recorded;
    for (const auto& record : exchanges(gateway.dataDir() + "/ledger.sqlite", expected.size()))
        recorded.push_back(settled(record));
    CHECK(recorded == expected);
}

TEST_CASE("does not forward hop-by-hop fields", "[sanitized]")
{
    struct FieldCase {
        const char* source;
        bool isOfClient; // otherwise of the upstream
        Fields sent;
        const char* looked;
        std::optional<std::string> value; ///< that arrives on the other side
    };
    const auto row = GENERATE(values<FieldCase>({
        {"RFC 9110 §7.6.1", true, {{"Connection", "keep-alive"}}, "Connection", {}},
        {"RFC 9110 §7.6.1", true, {{"Connection", "x-hop"}, {"x-hop", "1"}}, "x-hop", {}},
        {"RFC 9110 §7.6.1", true, {{"Connection", "x-team"}, {"x-team", "red"}}, "x-team", {}},
        {"RFC 9110 §7.6.1", true, {{"Connection", "idempotency-key"}, {"idempotency-key", "1"}}, "idempotency-key", {}},
        {"RFC 9110 §7.6.1", true, {{"Keep-Alive", "timeout=5"}}, "Keep-Alive", {}},
        {"RFC 9110 §7.6.1", true, {{"Proxy-Connection", "keep-alive"}}, "Proxy-Connection", {}},
        {"RFC 9110 §7.8", true, {{"Connection", "upgrade"}, {"Upgrade", "h2c"}}, "Upgrade", {}},
        {"RFC 9110 §10.1.4", true, {{"Connection", "TE"}, {"TE", "trailers"}}, "TE", {}},
        {"RFC 9110 §6.6.2", true, {{"Trailer", "x-sum"}}, "Trailer", {}},
        {"RFC 9110 §11.7.2", true, {{"Proxy-Authorization", "Basic YTpi"}}, "Proxy-Authorization", {}},
        {"RFC 9110 §10.1.1", true, {{"Expect", "100-continue"}}, "Expect", {}},
        {"a coding undone here is not announced there", true, {{"Content-Encoding", "identity"}}, "Content-Encoding", {}},
        {"RFC 9110 §12.5.3, the gateway reads the answer", true, {{"Accept-Encoding", "gzip, br"}}, "Accept-Encoding", "identity"},
        {"forward_headers", true, {{"x-team", "red"}}, "x-team", "red"},
        {"RFC 9110 §7.6.1", false, {{"Connection", "x-hop"}, {"x-hop", "1"}}, "x-hop", {}},
        {"RFC 9110 §7.6.1", false, {{"Connection", "x-hop"}}, "Connection", {}},
        {"RFC 9110 §7.6.1", false, {{"Keep-Alive", "timeout=5"}}, "Keep-Alive", {}},
        {"RFC 9110 §7.6.1", false, {{"Proxy-Connection", "keep-alive"}}, "Proxy-Connection", {}},
        {"RFC 9110 §11.7.1", false, {{"Proxy-Authenticate", "Basic"}}, "Proxy-Authenticate", {}},
        {"RFC 9110 §7.8", false, {{"Upgrade", "h2c"}}, "Upgrade", {}},
        {"RFC 9110 §6.6.2", false, {{"Trailer", "x-sum"}}, "Trailer", {}},
        {"cookies are a browser's, not a program's", false, {{"Set-Cookie", "a=b"}}, "Set-Cookie", {}},
        {"RFC 6797 §6.1: it would hold for all of localhost", false, {{"Strict-Transport-Security", "max-age=1; includeSubDomains"}}, "Strict-Transport-Security", {}},
        {"RFC 7838 §3: it would lead to another port", false, {{"Alt-Svc", "h3=\":443\""}}, "Alt-Svc", {}},
        {"Clear Site Data: of all that localhost has", false, {{"Clear-Site-Data", "\"*\""}}, "Clear-Site-Data", {}},
        {"Fetch: who may read is ours to say", false, {{"Access-Control-Allow-Origin", "*"}}, "Access-Control-Allow-Origin", {}},
        {"ours cannot be forged", false, {{"x-signalbox-attempts", "7"}}, "x-signalbox-attempts", "1"},
        {"end to end", false, {{"x-ratelimit-remaining-requests", "5"}}, "x-ratelimit-remaining-requests", "5"},
    }));
    CAPTURE(row.source, row.looked, row.isOfClient);
    FakeUpstream upstream;
    Behaviour answering;
    if (!row.isOfClient)
        answering.headers = row.sent;
    upstream.setDefault(answering);
    auto config = aliasConfiguration(upstream);
    config["providers"][0]["forward_headers"] = {"x-team"};
    GatewayProcess gateway(config, withKey());
    const auto answer = chat(gateway.port(), ask("alias"), row.isOfClient ? row.sent : Fields{});
    CHECK(answer.status == 200);
    REQUIRE(upstream.requests().size() == 1);
    CHECK(field(row.isOfClient ? upstream.requests()[0].headers : answer.headers, row.looked) == row.value);
}

TEST_CASE("sends its own Date and Server")
{
    // Source: RFC 9110 §6.6.1, §10.2.4: one of each, from the server that answers the client.
    FakeUpstream upstream;
    Behaviour answering;
    answering.headers = {{"Date", "Thu, 01 Jan 1970 00:00:00 GMT"}, {"Server", "fake/1.0"}};
    upstream.setDefault(answering);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    for (const auto& body : {ask("alias"), askStream("alias")}) {
        const auto answer = chat(gateway.port(), body);
        CAPTURE(answer.head);
        CHECK(answer.status == 200);
        checkHead(answer, true, false);
        CHECK(answer.headerOr("Date").find("1970") == std::string::npos);
    }
}

TEST_CASE("treats a client that closes its sending side as disconnected")
{
    const auto* behaviour = GENERATE("hang", "stall=3");
    CAPTURE(behaviour);
    FakeUpstream upstream;
    upstream.setDefault(behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpClient client(gateway.port());
    client.send(toText({.body = askStream("alias")}, gateway.port()));
    REQUIRE(upstream.waitForRequests(1));
    client.finishSending();
    CHECK(upstream.waitForEnd(0, RecordedRequest::End::Cancelled));
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    CHECK(text(rows[0], "outcome") == "cancelled");
}
