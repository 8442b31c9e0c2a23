// An upstream's answer, head and body, however it is cut. Under "~C..." the text
// is a body that is sent in chunks, under "~H..." the answer is to HEAD.

#include "input.h"
#include "response_parser.h"

#include <charconv>

using fuzz::Input;
using fuzz::require;
using namespace gateway::http;

namespace {

/// Everything that was read of an answer.
struct Seen {
    std::string head = {};
    std::string body = {};
    std::string rest = {}; ///< bytes behind the answer, or that wait for others
    bool failed = false;
    bool isDone = false;
    bool keepAlive = false;
    bool operator==(const Seen&) const = default;
};

/// Holds what is not used yet, as a connection does.
class Client {
public:
    explicit Client(bool toHeadRequest)
        : m_toHead(toHeadRequest)
    {
        m_parser.reset(toHeadRequest);
    }

    void put(std::string_view piece)
    {
        if (m_seen.failed)
            return;
        m_seen.rest += piece;
        if (!m_parser.isHeadDone())
            readHead();
        if (!m_seen.failed && m_parser.isHeadDone())
            readBody();
    }

    Seen finish()
    {
        const bool wasDone = m_parser.isHeadDone() && m_parser.isDone();
        if (!m_seen.failed && !wasDone)
            m_seen.failed = !m_parser.feedEnd().has_value();
        if (m_seen.failed)
            return {.failed = true}; // how much of it came before the fault depends on the pieces
        m_seen.isDone = m_parser.isDone();
        if (m_seen.isDone) {
            require(m_parser.isHeadDone(), "no answer is done without its head");
            m_seen.keepAlive = m_parser.keepAlive();
            checkLength();
        }
        return std::move(m_seen);
    }

private:
    void readHead()
    {
        const std::vector<char> bytes = fuzz::exactly(m_seen.rest);
        const auto used = m_parser.feedHead(fuzz::viewOf(bytes));
        if (!used)
            return fail(used.error());
        require(*used <= bytes.size(), "no more is used than there is");
        m_seen.rest.erase(0, *used);
        require(
            m_seen.rest.size() <= ResponseParser::kMaxHeaderBytes || m_parser.isHeadDone(), "what waits is bounded");
        if (m_parser.isHeadDone())
            noteHead();
    }

    void noteHead()
    {
        const ResponseHead& head = m_parser.head();
        require(head.status < 100 || head.status > 199, "an interim answer is no answer");
        m_seen.head = std::to_string(head.status) + (head.chunked ? " chunked" : "");
        if (head.contentLength)
            m_seen.head += ' ' + std::to_string(*head.contentLength);
        for (const auto& [name, value] : head.headers.fields()) {
            for (const std::string_view part : {name, value})
                require(
                    part.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos, "a field is one line");
            m_seen.head.append("\n").append(name).append(": ").append(value);
        }
    }

    /// Asks once more than bytes came, as a connection does that was woken for nothing.
    void readBody()
    {
        for (int idle = 0; idle < 2 && !m_parser.isDone() && !m_seen.rest.empty();) {
            std::vector<char> bytes = fuzz::exactly(m_seen.rest);
            const auto taken = m_parser.feedBody(bytes.data(), bytes.size());
            if (!taken)
                return fail(taken.error());
            require(taken->used <= bytes.size() && taken->body <= taken->used, "no more is used than there is");
            m_seen.body.append(bytes.data(), taken->body);
            m_seen.rest.erase(0, taken->used);
            idle += taken->used == 0 ? 1 : 0;
        }
    }

    void fail(const gateway::Error& error)
    {
        require(error.kind == gateway::ErrorKind::UpstreamProtocolError && !error.text().empty(),
            "it is the upstream's fault");
        m_seen.failed = true;
    }

    void checkLength() const
    {
        const ResponseHead& head = m_parser.head();
        const bool hasBody = !m_toHead && head.status != 204 && head.status != 304;
        require(hasBody || m_seen.body.empty(), "there is no body where there is none");
        require(!hasBody || head.chunked || !head.contentLength || *head.contentLength == m_seen.body.size(),
            "a whole body has its length");
    }

    const bool m_toHead;
    ResponseParser m_parser;
    Seen m_seen;
};

Seen read(const std::vector<std::string_view>& pieces, bool toHeadRequest)
{
    Client client(toHeadRequest);
    for (const std::string_view piece : pieces)
        client.put(piece);
    return client.finish();
}

void checkChunks(const Input& input)
{
    std::string text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    for (const std::string_view piece : input.pieces(input.text())) {
        char size[20];
        text.append(size, std::to_chars(size, size + sizeof size, piece.size(), 16).ptr);
        text.append("\r\n").append(piece).append("\r\n");
    }
    text += "0\r\n\r\n";
    const Seen seen = read(input.pieces(text), false);
    require(seen.isDone && seen.keepAlive && seen.rest.empty(), "an answer in chunks is whole");
    require(seen.body == input.text(), "a body arrives as it was sent");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    if (input.choice() == 'C') {
        checkChunks(input);
        return 0;
    }
    const bool toHeadRequest = input.choice() == 'H';
    require(read({input.text()}, toHeadRequest) == read(input.pieces(input.text()), toHeadRequest),
        "an answer is the same however it comes");
    return 0;
}
