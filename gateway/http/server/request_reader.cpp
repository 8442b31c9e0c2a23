#include "request_reader.h"

#include "gateway/http/chunk_rules.h"
#include "gateway/http/transport/transport.h"

#include <algorithm>
#include <array>

namespace gateway::http {

namespace {

constexpr std::size_t kHeadRead = 8 * 1024;
constexpr std::size_t kChunkRead = 16 * 1024;
/// Memory reserved for a body before any of it arrives: a client's announcement alone must not allocate memory.
constexpr std::uint64_t kReserveAtOnce = 4 * 1024 * 1024;
/// Growth factor of the body buffer.
constexpr std::uint64_t kGrowth = 4;
/// Capacity that may stay allocated for bytes read beyond a request.
constexpr std::size_t kKeepPending = 16 * 1024;

} // namespace

RequestReader::RequestReader(Transport& transport, bool isSecure) : m_transport(transport), m_parser(isSecure) { }

void RequestReader::begin(std::int64_t maxHeaderBytes)
{
    m_parser.reset(maxHeaderBytes);
    m_hasBegun = false;
    m_error.reset();
    m_body = {};
    m_bodyDone = true;
    m_awaitsContinue = false;
    if (m_pending.empty() && m_pending.capacity() > kKeepPending)
        m_pending.shrink_to_fit();
}

// Processes pending bytes, which may contain a whole request.
bool RequestReader::takePending()
{
    if (m_pending.empty())
        return false;
    const std::string bytes = std::move(m_pending);
    m_pending.clear();
    return takeHead(bytes);
}

bool RequestReader::takeHead(std::string_view bytes)
{
    const Result<std::size_t> used = m_parser.feedHead(bytes);
    if (!used) {
        m_error = used.error();
        return true;
    }
    m_pending.assign(bytes.substr(*used));
    m_hasBegun = m_hasBegun || m_parser.isHeadDone() || !m_pending.empty() || !m_parser.head().method.empty();
    return m_parser.isHeadDone();
}

bool RequestReader::readHead()
{
    if (!m_hasBegun && takePending())
        return true;
    std::array<char, kHeadRead> buffer; // on the stack: idle connections need no buffer
    for (;;) {
        const std::size_t count = m_transport.read(buffer.data(), buffer.size());
        if (count == 0)
            return false;
        const std::string_view bytes(buffer.data(), count);
        bool done = false;
        if (m_pending.empty()) {
            done = takeHead(bytes);
        } else {
            std::string joined = std::move(m_pending);
            joined.append(bytes);
            m_pending.clear();
            done = takeHead(joined);
        }
        if (done)
            return true;
    }
}

void RequestReader::beginBody(std::int64_t maxBodyBytes, int spare)
{
    m_maxBodyBytes = maxBodyBytes;
    m_spare = spare;
    m_received = 0;
    m_length = m_parser.contentLength();
    m_bodyDone = m_length == 0 && !m_parser.isChunked();
    if (m_bodyDone)
        return;
    if (m_length > static_cast<std::uint64_t>(maxBodyBytes)) { // before any of it is read
        fail(m_parser.bodyTooLarge(maxBodyBytes));
        return;
    }
    const bool isUnderWay = !m_pending.empty();
    if (m_length == 0) {
        const std::string early = std::move(m_pending);
        m_pending.clear();
        takeChunks(early);
    } else {
        growBody(m_length);
        const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(m_pending.size(), m_length));
        std::copy_n(m_pending.data(), taken, m_body.data());
        m_received = taken;
        m_pending.erase(0, taken);
        m_bodyDone = m_received == m_length;
    }
    // Source: RFC 9110 §10.1.1: not if the body is already arriving, nor for HTTP/1.0.
    m_awaitsContinue = !isUnderWay && m_parser.isHttp11() && head().headers.hasToken("expect", "100-continue");
}

// In few steps, since each may copy everything; reserved but unused memory costs nothing.
void RequestReader::growBody(std::uint64_t wanted)
{
    const std::uint64_t size = std::min(wanted, std::max(kReserveAtOnce, kGrowth * m_received));
    m_body.reserve(static_cast<qsizetype>(size) + m_spare);
    m_body.resize(static_cast<qsizetype>(size));
}

bool RequestReader::readKnownLength()
{
    bool any = false;
    while (!m_bodyDone) {
        const auto size = static_cast<std::uint64_t>(m_body.size());
        if (m_received == size)
            growBody(m_length);
        const auto room = static_cast<std::uint64_t>(m_body.size()) - m_received;
        const std::size_t count = m_transport.read(m_body.data() + m_received, room);
        if (count == 0)
            break;
        any = true;
        m_received += count;
        m_bodyDone = m_received == m_length;
    }
    return any;
}

bool RequestReader::takeChunks(std::string_view bytes)
{
    const auto before = static_cast<std::size_t>(m_body.size());
    const Result<std::size_t> used = m_parser.feedChunks(bytes, m_body, m_maxBodyBytes);
    if (!used) {
        fail(used.error());
        return false;
    }
    const std::size_t content = static_cast<std::size_t>(m_body.size()) - before;
    m_transport.spend(kFramingCost * (*used - std::min(*used, content)));
    m_pending.assign(bytes.substr(*used));
    m_bodyDone = m_parser.isBodyDone();
    return true;
}

bool RequestReader::readBody()
{
    if (m_bodyDone || m_error)
        return false;
    if (m_length != 0)
        return readKnownLength();
    bool any = false;
    std::array<char, kChunkRead> buffer;
    while (!m_bodyDone && !m_error) {
        const std::size_t count = m_transport.read(buffer.data(), buffer.size());
        if (count == 0)
            break;
        any = true;
        const auto size = static_cast<std::uint64_t>(m_body.size());
        if (size > kReserveAtOnce / kGrowth && static_cast<std::uint64_t>(m_body.capacity()) < size + 2 * kChunkRead)
            m_body.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(kGrowth * size, static_cast<std::uint64_t>(m_maxBodyBytes) + kChunkRead)) + m_spare);
        const std::string_view bytes(buffer.data(), count);
        if (m_pending.empty()) {
            takeChunks(bytes);
        } else {
            std::string joined = std::move(m_pending);
            joined.append(bytes);
            takeChunks(joined);
        }
    }
    return any;
}

void RequestReader::fail(Error error, bool evenIfDone)
{
    if ((m_bodyDone && !evenIfDone) || m_error)
        return;
    m_error = std::move(error);
    m_body = {};
}

Result<QByteArray> RequestReader::takeBody()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (!m_bodyDone)
        return failure(ErrorKind::BadRequest, {QT_TRANSLATE_NOOP("Error", "The request body is incomplete.")});
    if (m_length == 0) // a chunked one has grown as it arrived
        m_body.reserve(m_body.size() + m_spare);
    return std::move(m_body);
}

} // namespace gateway::http
