#include "request_parser.h"

#include "request_rules.h"

#include "gateway/core/text/ascii.h"
#include "gateway/http/chunk_rules.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace gateway::http {

namespace beast = boost::beast::http;
using boost::beast::error_code;
using BeastText = boost::beast::string_view;

namespace {

/// Bytes of framing for each byte of a chunked body.
constexpr std::size_t kMostFraming = 16;

std::string_view view(BeastText text) { return {text.data(), text.size()}; }

// `limit`: the exceeded limit, in bytes.
Error toError(const error_code& code, std::size_t limit = 0)
{
    Error error;
    if (code == beast::error::header_limit) {
        error.kind = ErrorKind::HeaderTooLarge;
        error.message = {QT_TRANSLATE_NOOP("Error", "The request header exceeds the limit of %1 bytes. Send fewer or shorter header fields, or raise "
        "listen.max_header_bytes."), {std::to_string(limit)}};
    } else if (code == beast::error::body_limit) {
        error.kind = ErrorKind::RequestTooLarge;
        error.message = {QT_TRANSLATE_NOOP("Error", "The request body exceeds the limit of %1 bytes. Send less, or raise listen.max_body_bytes."), {std::to_string(limit)}};
    } else {
        error.kind = ErrorKind::BadRequest;
        error.message = {QT_TRANSLATE_NOOP("Error", "The request is not well-formed HTTP: %1."), {code.message()}};
    }
    return error;
}

Error targetTooLong(std::size_t limit)
{
    Error error;
    error.kind = ErrorKind::HeaderTooLarge;
    error.status = 414;
    error.message = {QT_TRANSLATE_NOOP("Error", "The request target exceeds the limit of %1 bytes for the whole header. Shorten the query, or raise "
        "listen.max_header_bytes."), {std::to_string(limit)}};
    return error;
}

Error unknownVersion()
{
    Error error;
    error.kind = ErrorKind::BadRequest;
    error.status = 505;
    error.message = {QT_TRANSLATE_NOOP("Error", "This gateway supports HTTP/1.1 and HTTP/1.0. Use one of them.")};
    return error;
}

Error malformedRequest(std::string_view what)
{
    Error error;
    error.kind = ErrorKind::BadRequest;
    error.message = {QT_TRANSLATE_NOOP("Error", "The request is not well-formed HTTP: %1."), {std::string(what)}};
    return error;
}

/// A request line whose version may not have arrived.
struct RequestLine {
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

RequestLine requestLine(std::string_view head)
{
    const std::size_t end = head.find("\r\n");
    std::string_view line = head.substr(0, end);
    if (end == std::string_view::npos && line.ends_with('\r')) // the rest of the line end has not arrived
        line.remove_suffix(1);
    const auto cut = [&line] {
        const std::size_t blank = line.find(' ');
        const std::string_view part = line.substr(0, blank);
        line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
        return part;
    };
    RequestLine parts;
    parts.method = cut();
    parts.target = cut();
    parts.version = line;
    return parts;
}

/// Source: RFC 9112 §2.3, HTTP-version.
bool isVersion(std::string_view text)
{
    constexpr std::string_view kName = "HTTP/";
    return text.size() == kName.size() + 3 && text.starts_with(kName) && isDigit(text[5]) && text[6] == '.' && isDigit(text[7]);
}

/// Beast also obeys Proxy-Connection, which concerns other hops.
/// Source: RFC 9112 §9.3, §C.2.2.
bool isKeptAlive(const Headers& headers, bool isHttp11)
{
    if (!headers.find("connection"))
        return isHttp11;
    return !headers.hasToken("connection", "close") && (isHttp11 || headers.hasToken("connection", "keep-alive"));
}

} // namespace

class RequestParser::Machine {
    class Beast final : public beast::basic_parser<true> {
    public:
        explicit Beast(Machine& machine) : m_machine(machine) { }

    private:
        void on_request_impl(beast::verb, BeastText method, BeastText target, int version, error_code&) override
        {
            m_machine.head.method = view(method);
            m_machine.head.target = view(target);
            m_machine.isHttp11 = version >= 11;
        }
        void on_response_impl(int, BeastText, int, error_code&) override { }
        void on_field_impl(beast::field, BeastText name, BeastText value, error_code&) override
        {
            if (!m_machine.isInBody) // trailers are dropped
                m_machine.head.headers.add(view(name), view(value));
        }
        void on_header_impl(error_code&) override { }
        void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override { }
        std::size_t on_body_impl(BeastText piece, error_code&) override { return piece.size(); }
        void on_chunk_header_impl(std::uint64_t size, BeastText extension, error_code& code) override
        {
            m_machine.chunkLeft = size;
            m_machine.lastChunk = size == 0 ? extension.data() : nullptr;
            if (hasControl(view(extension))) // Beast accepts a line feed there as a part of it
                code = beast::error::bad_chunk_extension;
        }
        std::size_t on_chunk_body_impl(std::uint64_t, BeastText piece, error_code&) override
        {
            m_machine.body->append(piece.data(), static_cast<qsizetype>(piece.size()));
            m_machine.chunkLeft -= piece.size();
            return piece.size();
        }
        void on_finish_impl(error_code&) override { }

        Machine& m_machine;
    };

public:
    explicit Machine(bool secure) : isSecure(secure) { }

    const bool isSecure;
    std::optional<Beast> parser; // Beast's parser cannot be reused
    bool isParsing = false; // a request is being parsed
    RequestHead head;
    bool isHttp11 = true;
    bool isOtherMajor = false; // HTTP major version other than 1
    bool isInBody = false;
    QByteArray* body = nullptr;
    std::size_t headBytes = 0;
    std::size_t maxHeaderBytes = 0;
    std::size_t chunkedBytes = 0;
    std::uint64_t chunkLeft = 0; // remaining content of the current chunk
    const char* lastChunk = nullptr; // the text after its size, in the input: the rest of its line and the trailers

    void reset(std::int64_t limit)
    {
        if (std::exchange(isParsing, false))
            head.clear();
        isHttp11 = true;
        isOtherMajor = isInBody = false;
        body = nullptr;
        headBytes = chunkedBytes = 0;
        chunkLeft = 0;
        lastChunk = nullptr;
        maxHeaderBytes = static_cast<std::size_t>(limit);
    }

    void begin()
    {
        isParsing = true;
        head.isSecure = isSecure;
        parser.emplace(*this);
        parser->header_limit(static_cast<std::uint32_t>(
            std::min<std::size_t>(maxHeaderBytes, std::numeric_limits<std::uint32_t>::max())));
        parser->body_limit(boost::none); // the connection checks a known length
    }

    error_code put(std::string_view bytes, std::size_t& used)
    {
        if (isInBody && chunkLeft == 0 && isCutLastChunk(bytes)) // more data always follows
            return beast::error::need_more;
        error_code code;
        used = parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), code);
        return code;
    }

    /// The error for `bytes` that exceed the header limit: only the first line, by its target, can have its own error.
    /// Source: RFC 9112 §3, RFC 9110 §15.5.15.
    Error headTooLarge(std::string_view bytes)
    {
        Error usual = toError(beast::error::header_limit, maxHeaderBytes);
        bytes = bytes.substr(0, maxHeaderBytes);
        if (!head.method.empty() || bytes.find("\r\n") != std::string_view::npos)
            return usual; // that line is not too long
        const RequestLine line = requestLine(bytes);
        if (line.target.empty())
            return usual;
        head.method = line.method;
        head.target = line.target;
        return targetTooLong(maxHeaderBytes);
    }

    /// A later minor version is treated as the known one; Beast rejects it.
    /// Source: RFC 9110 §2.5.
    error_code putHead(std::string_view bytes, std::size_t& used)
    {
        const error_code code = put(bytes, used);
        if (code != beast::error::bad_version)
            return code;
        const RequestLine line = requestLine(bytes);
        if (!isVersion(line.version))
            return code;
        head.method = line.method;
        head.target = line.target;
        constexpr std::string_view kKnown = "HTTP/1.1";
        if (!line.version.starts_with(kKnown.substr(0, kKnown.size() - 1))) {
            isOtherMajor = true;
            return code;
        }
        std::string known(bytes);
        known.replace(static_cast<std::size_t>(line.version.data() - bytes.data()), kKnown.size(), kKnown);
        begin();
        return put(known, used);
    }
};

RequestParser::RequestParser(bool isSecure) : m_machine(std::make_unique<Machine>(isSecure)) { }
RequestParser::~RequestParser() = default;

void RequestParser::reset(std::int64_t maxHeaderBytes) { m_machine->reset(maxHeaderBytes); }

Result<std::size_t> RequestParser::feedHead(std::string_view bytes)
{
    Machine& machine = *m_machine;
    std::size_t skipped = 0;
    // Empty lines before a request are ignored. Source: RFC 9112 §2.2.
    if (!machine.isParsing)
        while (skipped < bytes.size() && (bytes[skipped] == '\r' || bytes[skipped] == '\n'))
            ++skipped;
    bytes.remove_prefix(skipped);
    if (bytes.empty())
        return skipped;
    if (!machine.isParsing)
        machine.begin();

    std::size_t used = 0;
    const error_code code = machine.putHead(bytes, used);
    machine.headBytes += used;
    const auto refused = [&machine](Error error) {
        if (machine.head.path.empty()) // the format of the error depends on the path
            machine.head.path = machine.head.target.substr(0, machine.head.target.find('?'));
        return failure(std::move(error));
    };
    if (machine.isOtherMajor)
        return refused(unknownVersion());
    if (code == beast::error::header_limit)
        return refused(machine.headTooLarge(bytes));
    if (code && code != beast::error::need_more)
        return refused(toError(code));
    // Also in unused bytes: Beast would wait for the end of such a header.
    if (const char* const fault = lineFault(bytes.substr(0, isHeadDone() ? used : bytes.size())))
        return refused(malformedRequest(fault));
    // Beast measures only what it has not used yet.
    const std::size_t soFar = machine.headBytes + (isHeadDone() ? 0 : bytes.size() - used);
    if (soFar > machine.maxHeaderBytes)
        return refused(machine.headTooLarge(bytes));
    if (isHeadDone()) {
        machine.head.keepAlive = isKeptAlive(machine.head.headers, machine.isHttp11);
        machine.isInBody = true;
        const Result<void> checked = checkRequest(machine.head, machine.isHttp11);
        if (!checked)
            return refused(checked.error());
    }
    return skipped + used;
}

bool RequestParser::isHeadDone() const
{
    return m_machine->isParsing && m_machine->parser->is_header_done();
}

RequestHead& RequestParser::head() { return m_machine->head; }
const RequestHead& RequestParser::head() const { return m_machine->head; }
bool RequestParser::isHttp11() const { return m_machine->isHttp11; }
bool RequestParser::isChunked() const { return m_machine->parser->chunked(); }

std::uint64_t RequestParser::contentLength() const
{
    const auto length = m_machine->parser->content_length();
    return length ? *length : 0;
}

Error RequestParser::bodyTooLarge(std::int64_t maxBodyBytes)
{
    return toError(beast::error::body_limit, static_cast<std::size_t>(maxBodyBytes));
}

Result<std::size_t> RequestParser::feedChunks(std::string_view bytes, QByteArray& body, std::int64_t maxBodyBytes)
{
    Machine& machine = *m_machine;
    if (!machine.body) {
        machine.parser->body_limit(static_cast<std::uint64_t>(maxBodyBytes));
        machine.parser->eager(true);
    }
    machine.body = &body;
    std::size_t total = 0;
    while (total < bytes.size() && !machine.parser->is_done()) {
        std::size_t used = 0;
        const error_code code = machine.put(bytes.substr(total), used);
        total += used;
        if (code == beast::error::need_more)
            break;
        if (code)
            return failure(toError(code, static_cast<std::size_t>(maxBodyBytes)));
    }
    // The rest belongs to a chunk header or to the trailers; Beast would wait for the end of one that can no longer be
    // valid. It unfolds complete ones.
    std::string_view lines = bytes.substr(total);
    if (machine.parser->is_done() && machine.lastChunk)
        lines = {machine.lastChunk, static_cast<std::size_t>(bytes.data() + total - machine.lastChunk)};
    if (const char* const fault = lineFault(lines))
        return failure(malformedRequest(fault));
    // A chunk extension or trailer section that is too long.
    if (!machine.parser->is_done() && bytes.size() - total > machine.maxHeaderBytes)
        return failure(toError(beast::error::header_limit, machine.maxHeaderBytes));
    // Nor many small ones: a chunk of one byte has five or six bytes of framing.
    // Source: RFC 9112 §7.1.1.
    machine.chunkedBytes += total;
    const auto content = static_cast<std::size_t>(body.size());
    if (machine.chunkedBytes - content > machine.maxHeaderBytes + kMostFraming * content)
        return failure(malformedRequest("its chunks contain more framing than content"));
    return total;
}

bool RequestParser::isBodyDone() const { return m_machine->parser->is_done(); }

} // namespace gateway::http
