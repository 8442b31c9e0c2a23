// Requests as a connection reads them, several in a row: heads, bodies of known
// length and in chunks. Under "~C..." and "~L..." the text is a body that is sent
// in chunks or with its length; "~S..." makes the limits small.

#include "input.h"
#include "request_reader.h"
#include "request_rules.h"

#include "gateway/http/transport/transport.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>

using fuzz::Input;
using fuzz::require;
using namespace gateway::http;

namespace {

struct Limits {
    std::int64_t head = 65536;
    std::int64_t body = 1048576;
};
constexpr Limits kSmall{200, 50};
constexpr int kSpare = 64;

/// A connection that has what came so far.
class Wire final : public Transport {
public:
    void put(std::string_view piece) { m_bytes += piece; }
    std::size_t read(char* into, std::size_t room) override
    {
        const std::size_t count = m_bytes.copy(into, room);
        m_bytes.erase(0, count);
        return count;
    }
    void setUser(TransportUser*) override { }
    bool hasEnded() const override { return false; }
    bool wasReset() const override { return false; }
    bool isQuiet() override { return m_bytes.empty(); }
    void write(std::string_view) override { }
    void write(std::span<const Slice>) override { }
    std::int64_t pendingBytes() const override { return 0; }

private:
    std::string m_bytes;
};

/// Everything that was read of a connection.
struct Seen {
    std::vector<std::string> requests;
    std::vector<std::string> bodies;
    std::string end; ///< what the connection came to
};

bool isWaiting(const Seen& seen) { return seen.end == "head" || seen.end == "body"; }

/// The same requests. Of a last one with several faults any may be told, and it may
/// be waited for, since it cannot become a good one; also if it is too large with
/// small limits.
bool agree(const Seen& a, const Seen& b, bool isLimited)
{
    if (a.requests != b.requests || a.bodies != b.bodies)
        return false;
    if (a.end == b.end)
        return true;
    if (a.end == "idle" || b.end == "idle")
        return false;
    const Seen& refused = isWaiting(a) ? b : a;
    return (!isWaiting(a) && !isWaiting(b)) || refused.end == "bad_request" || isLimited;
}

bool isPrintable(std::string_view text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' ' && c != 0x7f; });
}

bool isToken(std::string_view text)
{
    constexpr std::string_view kNot = "\"(),/:;<=>?@[\\]{}";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return c > ' ' && c < 0x7f && kNot.find(c) == std::string_view::npos;
    });
}

bool isFieldValue(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
        [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != 0x7f); });
}

/// Nothing that could be read in another way further on.
void checkHead(const RequestHead& head)
{
    require(isToken(head.method), "a method is a token");
    require(isPrintable(head.target) && isPrintable(head.host), "no blank and no control character in target and host");
    require(head.path.starts_with('/') || (head.path == "*" && head.method == "OPTIONS"), "a path begins with a slash");
    require(
        head.host.find_first_of("/?#@ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos, "a host is one, in lower case");
    for (const auto& [name, value] : head.headers.fields())
        require(isToken(name) && isFieldValue(value), "a field is a token and a value without control characters");
    require(head.headers.count("host") <= 1, "there is one Host");
    const bool isChunked = head.headers.count("transfer-encoding") > 0;
    require(!isChunked || head.headers.count("content-length") == 0, "a body ends in one way only");
    const auto first = head.queryParameter("model");
    require(!first || first->size() <= head.query.size(), "a parameter is no longer than the query");
    asksForWebSocket(head.headers);
}

class Server {
public:
    explicit Server(Limits limits)
        : m_limits(limits)
    {
        m_reader.begin(limits.head);
    }

    void put(std::string_view piece)
    {
        m_wire.put(piece);
        while (m_end.empty() && (m_isInBody || takeHead()) && takeBody())
            m_reader.begin(m_limits.head);
    }

    Seen finish()
    {
        m_seen.end = !m_end.empty() ? m_end : m_isInBody ? "body" : m_reader.hasBegun() ? "head" : "idle";
        return std::move(m_seen);
    }

private:
    void fail(const gateway::Error& error)
    {
        require(!error.text().empty() && error.httpStatus() >= 400, "an error is one for a client");
        m_end = error.code();
    }

    bool takeHead()
    {
        if (!m_reader.readHead())
            return false;
        if (m_reader.error()) {
            fail(*m_reader.error());
            return false;
        }
        const RequestHead& head = m_reader.head();
        checkHead(head);
        std::string text = head.method + '\n' + head.target + '\n' + head.path + '\n' + head.query + '\n' + head.host;
        text += std::string(head.keepAlive ? "\nkeep" : "\nclose") + (m_reader.isHttp11() ? " 1.1" : " 1.0");
        for (const auto& [name, value] : head.headers.fields())
            text.append("\n").append(name).append(": ").append(value);
        m_seen.requests.push_back(std::move(text));
        m_length =
            head.headers.find("content-length") ? std::stoull(std::string(*head.headers.find("content-length"))) : 0;
        m_reader.beginBody(m_limits.body, kSpare);
        m_isInBody = true;
        return true;
    }

    bool takeBody()
    {
        m_reader.readBody();
        if (m_reader.error()) {
            fail(*m_reader.error());
            return false;
        }
        if (!m_reader.isBodyDone())
            return false;
        const auto body = m_reader.takeBody();
        require(body.has_value(), "a body that is done can be had");
        require(body->size() <= m_limits.body, "a body is no larger than allowed");
        require(m_length == 0 || m_length == static_cast<std::uint64_t>(body->size()), "a body has its length");
        m_seen.bodies.push_back(body->toStdString());
        m_isInBody = false;
        return true;
    }

    const Limits m_limits;
    Wire m_wire;
    RequestReader m_reader{m_wire, false};
    bool m_isInBody = false;
    std::uint64_t m_length = 0; ///< 0: in chunks, or none
    std::string m_end;
    Seen m_seen;
};

Seen serve(const std::vector<std::string_view>& pieces, Limits limits)
{
    Server server(limits);
    for (const std::string_view piece : pieces)
        server.put(piece);
    return server.finish();
}

/// The text as a body, twice.
void checkBody(const Input& input, bool isChunked)
{
    const std::string_view body = input.text();
    std::string request = "POST /v1/chat/completions?model=a HTTP/1.1\r\nHost: localhost\r\n";
    request += isChunked ? "Transfer-Encoding: chunked\r\n\r\n"
                         : "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    if (isChunked) {
        for (const std::string_view piece : input.pieces(body)) {
            char size[20];
            request.append(size, std::to_chars(size, size + sizeof size, piece.size(), 16).ptr);
            request.append(";a=\"b\"\r\n").append(piece).append("\r\n");
        }
        request += "0\r\nx-sum: 1\r\n\r\n";
    } else {
        request += body;
    }
    const std::string text = request + request;
    const Seen seen = serve(input.pieces(text), {});
    require(seen.end == "idle" && seen.requests.size() == 2, "two requests are two requests");
    require(seen.bodies == std::vector<std::string>(2, std::string(body)), "a body arrives as it was sent");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    if (input.choice() == 'C' || input.choice() == 'L') {
        checkBody(input, input.choice() == 'C');
        return 0;
    }
    const Limits limits = input.choice() == 'S' ? kSmall : Limits{};
    const Seen whole = serve({input.text()}, limits);
    const Seen cut = serve(input.pieces(input.text()), limits);
    require(agree(whole, cut, input.choice() == 'S'), "a request is the same however it comes");
    return 0;
}
