// Valid and malformed upstream answers, with the source of each row.

#include "fixtures.h"

#include "catch.h"

#include <QTimer>

using namespace gateway;
using namespace gateway::http;
using namespace gateway::http::test;

namespace {

struct AnswerRow {
    const char* name;
    const char* source;
    std::string_view answer;
    End end;
    int status; // 0: no head
    std::string_view body;
    std::optional<ErrorKind> failure;
    bool kept; // in the pool
    const char* request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
};

constexpr const char* kHead = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr auto kBroken = ErrorKind::UpstreamProtocolError;

using namespace std::string_view_literals;

const std::vector<AnswerRow> kAnswers{
    {"a length", "RFC 9112 §6.2", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"no body", "RFC 9112 §6.2", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", End::Stay, 200, "", {}, true},
    {"chunks", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", End::Stay, 200, "hello world", {}, true},
    {"no chunk but the last", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", End::Stay, 200, "", {}, true},
    {"a last chunk of more zeros", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n00\r\n\r\n", End::Stay, 200, "", {}, true},
    {"a chunk like a last one", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0\r\nx\r\n0\r\n\r\n", End::Stay, 200, "0\r\nx", {}, true},
    {"a body like a last chunk", "RFC 9112 §6.2", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n0\r\nx", End::Stay, 200, "0\r\nx", {}, true},
    {"chunks and trailers", "RFC 9112 §7.1.2", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx-sum: b\r\nC: d\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"a length among the trailers", "RFC 9110 §6.5.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx-sum: b\r\nContent-Length: 3\r\nC: d\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"an invalid length among the trailers", "RFC 9110 §6.5.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\ncontent-length: ten\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"a length after a last chunk's extension", "RFC 9110 §6.5.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0;x=y\r\nContent-Length: 3\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"a coding among the trailers", "RFC 9110 §6.5.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTRANSFER-ENCODING: gzip\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"connection's own among the trailers", "RFC 9110 §6.5.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nConnection: close, \"\r\nUpgrade: h2c\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"a trailer that is folded", "RFC 9112 §5.2", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx-sum: b\r\n Content-Length: 3\r\n\r\n", End::Stay, 200, "hello", {}, true},
    {"a length, then another answer", "request smuggling: TE.CL", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nContent-Length: 44\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny\r\n\r\n", End::Stay, 200, "hello", {}, false},
    {"a trailer without a colon", "RFC 9112 §5", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nnonsense\r\n\r\n", End::Stay, 200, "hello", kBroken, false},
    {"a trailer without a name", "RFC 9112 §5", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n: x\r\n\r\n", End::Stay, 200, "hello", kBroken, false},
    {"a line feed alone in a trailer", "RFC 9112 §2.2", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx-sum: b\nContent-Length: 3\r\n\r\n", End::Stay, 200, "hello", kBroken, false},
    {"until close", "RFC 9112 §6.3", "HTTP/1.1 200 OK\r\n\r\nhello", End::Close, 200, "hello", {}, false},
    {"until close, empty", "RFC 9112 §6.3", "HTTP/1.1 200 OK\r\n\r\n", End::Close, 200, "", {}, false},
    {"until close, by a reset", "RFC 9112 §8", "HTTP/1.1 200 OK\r\n\r\nhello", End::Reset, 200, "hello", kBroken, false},
    {"a coding that means nothing", "RFC 2616 §3.6", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"the upstream closes", "RFC 9112 §9.6", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, false},
    {"whole, then closed", "RFC 9112 §9.6", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::Close, 200, "hello", {}, false},
    {"whole, then reset", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::Reset, 200, "hello", {}, false},
    {"HTTP/1.0", "RFC 9112 §9.3", "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, false},
    {"HTTP/1.0 that stays", "RFC 9112 §9.3", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"204", "RFC 9110 §15.3.5", "HTTP/1.1 204 No Content\r\n\r\n", End::Stay, 204, "", {}, true},
    {"304 with a length", "RFC 9110 §15.4.5", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", End::Stay, 304, "", {}, true},
    {"HEAD", "RFC 9110 §9.3.2", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", End::Stay, 200, "", {}, true, kHead},
    {"HEAD, chunked", "RFC 9110 §9.3.2", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", End::Stay, 200, "", {}, true, kHead},
    {"interim answers", "RFC 9110 §15.2", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"no reason phrase", "RFC 9112 §4", "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"a folded line", "RFC 9112 §5.2", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 5\r\n\r\nhello", End::Stay, 200, "hello", {}, true},
    {"an error with a body", "RFC 9110 §15.5", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}", End::Stay, 429, "{}", {}, true},
    {"surplus bytes", "RFC 9112 §6.3", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, world", End::Stay, 200, "hello", {}, false},
    {"surplus bytes after an empty body", "RFC 9112 §6.3", "HTTP/1.1 204 No Content\r\n\r\nx", End::Stay, 204, "", {}, false},
    {"a second answer", "RFC 9112 §9.2", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny", End::Stay, 200, "x", {}, false},
    {"truncated by length", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", End::Close, 200, "hello", kBroken, false},
    {"truncated by length, reset", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello", End::Reset, 200, "hello", kBroken, false},
    {"truncated in a chunk", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello", End::Close, 200, "hello", kBroken, false},
    {"truncated between chunks", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", End::Close, 200, "hello", kBroken, false},
    {"truncated before the last line", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", End::Close, 200, "hello", kBroken, false},
    {"truncated in the head", "RFC 9112 §8", "HTTP/1.1 200 OK\r\nContent-Le", End::Close, 0, "", kBroken, false},
    {"truncated after an interim answer", "RFC 9112 §8", "HTTP/1.1 100 Continue\r\n\r\n", End::Close, 0, "", kBroken, false},
    {"closed without a word", "RFC 9112 §9.5", "", End::Close, 0, "", ErrorKind::UpstreamUnreachable, false},
    {"reset without a word", "RFC 9112 §9.5", "", End::Reset, 0, "", ErrorKind::UpstreamUnreachable, false},
    {"garbage", "RFC 9112 §4", "SSH-2.0-OpenSSH_9.2\r\n", End::Stay, 0, "", kBroken, false},
    {"binary garbage", "RFC 9112 §4", "\x15\x03\x01\x00\x02\x02\x16"sv, End::Stay, 0, "", kBroken, false},
    {"a greeting of another protocol", "RFC 9112 §4", "220 mail", End::Stay, 0, "", kBroken, false},
    {"garbage after an interim answer", "RFC 9112 §4", "HTTP/1.1 100 Continue\r\n\r\nxyz", End::Stay, 0, "", kBroken, false},
    {"HTTP/2", "RFC 9112 §2.3", "HTTP/2 200\r\n\r\n", End::Stay, 0, "", kBroken, false},
    {"an invalid status", "RFC 9112 §4", "HTTP/1.1 2x0 OK\r\n\r\n", End::Stay, 0, "", kBroken, false},
    {"an unrequested protocol", "RFC 9110 §15.2.2", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", End::Stay, 0, "", kBroken, false},
    {"both lengths", "RFC 9112 §6.3", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", End::Stay, 0, "", kBroken, false},
    {"different lengths", "RFC 9112 §6.3", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", End::Stay, 0, "", kBroken, false},
    {"an unknown coding", "RFC 9112 §6.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", End::Stay, 0, "", kBroken, false},
    {"a line feed in a chunk's extension", "RFC 9112 §7.1.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"\n\"\r\nhello\r\n0\r\n\r\n", End::Stay, 200, "", kBroken, false},
    {"a last chunk with a broken extension", "RFC 9112 §7.1.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0;\r\n\r\n", End::Stay, 200, "", kBroken, false},
    {"a broken chunk size", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n", End::Stay, 200, "", kBroken, false},
    {"a broken chunk size after a good chunk", "RFC 9112 §7.1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n", End::Stay, 200, "hello", kBroken, false},
};

void checkAnswer(const AnswerRow& row, bool slowly)
{
    CAPTURE(row.name, row.source, slowly);
    Upstream upstream([&](QTcpSocket& socket, const QByteArray&, int) { say(socket, row.answer, row.end, slowly); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    const Outcome out = fetchOnce(pool, wheel, upstream.origin(), {}, row.request);
    CHECK_FALSE(out.timedOut);
    CHECK(out.connected);
    CHECK(out.head.status == row.status);
    CHECK_FALSE(out.head.headers.find("x-sum")); // of the trailers
    // A body that breaks after a valid part may be known to be broken before that part is read.
    CHECK(row.body.substr(0, out.body.size()) == out.body);
    if (!row.failure || row.end != End::Stay)
        CHECK(out.body == row.body);
    CHECK(out.complete == !row.failure);
    CHECK(out.failure.has_value() == row.failure.has_value());
    if (out.failure && row.failure)
        CHECK(out.failure->code() == errorInfo(*row.failure).code);
    CHECK(out.anyByte == !row.answer.empty());
    CHECK(pool.activeCount() == 0);
    if (row.end == End::Stay)
        CHECK(pool.idleCount() == (row.kept ? 1 : 0));
    else
        CHECK(waitFor([&] { return pool.idleCount() == 0; }));
    if (!row.kept)
        CHECK(waitFor([&] { return upstream.closed == 1; }));
}

} // namespace

TEST_CASE("handles valid and malformed answers")
{
    for (const AnswerRow& row : kAnswers)
        checkAnswer(row, false);
}

TEST_CASE("handles valid and malformed answers byte by byte")
{
    for (const AnswerRow& row : kAnswers)
        checkAnswer(row, true);
}

TEST_CASE("limits how much of an answer in one-byte chunks is read per event loop iteration")
{
    QByteArray answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    constexpr int kChunks = 100'000;
    for (int i = 0; i < kChunks; ++i)
        answer += "1;a=b\r\nx\r\n";
    answer += "0\r\n\r\n";
    Upstream upstream([&answer](QTcpSocket& socket, const QByteArray&, int) { socket.write(answer); });
    TimerWheel wheel;
    UpstreamPool pool(wheel, nullptr);
    int ticks = 0;
    QTimer iterations;
    QObject::connect(&iterations, &QTimer::timeout, [&] { ++ticks; });
    iterations.start(0);
    const Outcome outcome = fetchOnce(pool, wheel, upstream.origin());
    CHECK(outcome.complete);
    CHECK(outcome.body == std::string(kChunks, 'x'));
    CHECK(ticks >= answer.size() / (16 * 1024) / 2);
}
