#include "response_parser.h"

#include "gateway/core/text/ascii.h"
#include "gateway/http/chunk_rules.h"

#include <QtGlobal>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <cstring>
#include <optional>

namespace gateway::http {

namespace beast = boost::beast::http;
using boost::beast::error_code;
using BeastText = boost::beast::string_view;

namespace {

constexpr int kMaxInterimAnswers = 16;
constexpr std::string_view kStart = "HTTP/1.";

std::string_view view(BeastText text) { return {text.data(), text.size()}; }

tl::unexpected<Error> protocolError(const std::string& what)
{
    return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "the answer is not well-formed HTTP: %1"), {what}});
}

} // namespace

class ResponseParser::Machine {
    class Beast final : public beast::basic_parser<false> {
    public:
        explicit Beast(Machine& machine) : m_machine(machine) { }

    private:
        void on_request_impl(beast::verb, BeastText, BeastText, int, error_code&) override { }
        void on_response_impl(int status, BeastText, int, error_code&) override { m_machine.head.status = status; }
        void on_field_impl(beast::field, BeastText name, BeastText value, error_code&) override
        {
            if (!m_machine.isInBody) // trailers are dropped
                m_machine.head.headers.add(view(name), view(value));
        }
        void on_header_impl(error_code&) override { }
        void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override { }
        std::size_t on_body_impl(BeastText body, error_code&) override { return m_machine.take(body); }
        void on_chunk_header_impl(std::uint64_t size, BeastText extension, error_code& code) override
        {
            m_machine.chunkLeft = size;
            if (hasControl(view(extension))) // Beast accepts a line feed there as a part of it
                code = beast::error::bad_chunk_extension;
            else if (size == 0)
                m_machine.hideTrailers(extension.data() + extension.size());
        }
        std::size_t on_chunk_body_impl(std::uint64_t, BeastText body, error_code&) override
        {
            m_machine.chunkLeft -= body.size();
            return m_machine.take(body);
        }
        void on_finish_impl(error_code&) override { }

        Machine& m_machine;
    };

public:
    std::optional<Beast> parser; // Beast's parser cannot be reused
    ResponseHead head;
    bool toHeadRequest = false;
    bool isInBody = false;
    std::uint64_t chunkLeft = 0; // remaining content of the current chunk
    int interimAnswers = 0;
    std::size_t headBytes = 0; // including interim responses
    std::size_t begunAt = 0;   // start of the current one in these bytes
    char* input = nullptr;     // the input of the body
    char* bodyEnd = nullptr;

    void begin()
    {
        head.clear();
        isInBody = false;
        chunkLeft = 0;
        parser.emplace(*this);
        parser->header_limit(kMaxHeaderBytes);
        parser->body_limit(boost::none);
        parser->skip(toHeadRequest);
    }

    // Moves the data together: what precedes it in the buffer was used already.
    std::size_t take(BeastText body)
    {
        if (body.data() != bodyEnd)
            std::memmove(bodyEnd, body.data(), body.size());
        bodyEnd += body.size();
        return body.size();
    }

    /// Trailers are read and dropped, but Beast acts on some names and rejects others, such as a length. They are
    /// hidden from it. Source: RFC 9110 §6.5.1.
    void hideTrailers(const char* lineEnd)
    {
        constexpr std::size_t kEndSize = 2; // of a line end; the last line is empty
        for (char* line = input + (lineEnd - input) + kEndSize; *line != '\r';) {
            if (asciiLower(*line) >= 'a' && asciiLower(*line) <= 'z')
                *line = 'x';
            while (line[0] != '\r' || line[1] != '\n')
                ++line;
            line += kEndSize;
        }
    }

    error_code put(std::string_view bytes, std::size_t& used)
    {
        if (isInBody && head.chunked && chunkLeft == 0 && isCutLastChunk(bytes)) // more data always follows
            return beast::error::need_more;
        error_code code;
        used = parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), code);
        return code;
    }

    Result<void> finishHead()
    {
        isInBody = true;
        parser->eager(true);
        // Old servers send "identity" without meaning; other codings were not requested. Source: RFC 9112 §6.1, §7.4.
        if (const auto coding = head.headers.find("transfer-encoding")) {
            const bool isOne = head.headers.count("transfer-encoding") == 1;
            head.chunked = isOne && equalsIgnoringCase(*coding, "chunked");
            if (!head.chunked && !(isOne && equalsIgnoringCase(*coding, "identity")))
                return protocolError("unknown transfer coding");
        }
        if (const auto length = parser->content_length())
            head.contentLength = *length;
        return {};
    }
};

ResponseParser::ResponseParser() : m_machine(std::make_unique<Machine>()) { }
ResponseParser::~ResponseParser() = default;

void ResponseParser::reset(bool toHeadRequest)
{
    m_machine->toHeadRequest = toHeadRequest;
    m_machine->interimAnswers = 0;
    m_machine->headBytes = m_machine->begunAt = 0;
    m_machine->begin();
}

Result<std::size_t> ResponseParser::feedHead(std::string_view bytes)
{
    Machine& machine = *m_machine;
    std::size_t total = 0;
    while (total < bytes.size() && !isHeadDone()) {
        // Beast would wait for the end of a header even if it cannot become valid.
        const std::string_view start = bytes.substr(total, kStart.size());
        if (machine.headBytes == machine.begunAt && start != kStart.substr(0, start.size()))
            return protocolError("it does not start with a status line");
        std::size_t used = 0;
        const error_code code = machine.put(bytes.substr(total), used);
        total += used;
        machine.headBytes += used;
        if (code && code != beast::error::need_more)
            return protocolError(code.message());
        if (machine.headBytes + (isHeadDone() ? 0 : bytes.size() - total) > kMaxHeaderBytes)
            return protocolError("the header fields are too large");
        if (!isHeadDone())
            break;
        // Source: RFC 9110 §15.2. We never request another protocol (101).
        const bool isInterim = machine.head.status / 100 == 1;
        if (isInterim && (machine.head.status == 101 || ++machine.interimAnswers > kMaxInterimAnswers))
            return protocolError("an unexpected interim answer");
        if (isInterim) {
            machine.begin();
            machine.begunAt = machine.headBytes;
        } else if (const Result<void> finished = machine.finishHead(); !finished) {
            return tl::unexpected<Error>(finished.error());
        }
    }
    return total;
}

bool ResponseParser::isHeadDone() const { return m_machine->parser->is_header_done(); }
const ResponseHead& ResponseParser::head() const { return m_machine->head; }

Result<ResponseParser::Taken> ResponseParser::feedBody(char* data, std::size_t size)
{
    Machine& machine = *m_machine;
    machine.input = machine.bodyEnd = data;
    Taken taken;
    while (taken.used < size && !isDone()) {
        std::size_t used = 0;
        const error_code code = machine.put({data + taken.used, size - taken.used}, used);
        taken.used += used;
        if (code == beast::error::need_more)
            break;
        if (code)
            return protocolError(code.message());
    }
    if (!isDone() && size - taken.used > kMaxHeaderBytes)
        return protocolError("a chunk header without an end");
    taken.body = static_cast<std::size_t>(machine.bodyEnd - data);
    return taken;
}

bool ResponseParser::isDone() const { return m_machine->parser->is_done(); }

Result<void> ResponseParser::feedEnd()
{
    if (isDone())
        return {};
    error_code code;
    if (m_machine->parser->got_some())
        m_machine->parser->put_eof(code);
    if (code || !isDone())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "the answer was cut off before its end")});
    return {};
}

bool ResponseParser::keepAlive() const { return m_machine->parser->keep_alive(); }

} // namespace gateway::http
