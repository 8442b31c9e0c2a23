#include "answer_writer.h"

#include "gateway/core/log.h"
#include "gateway/http/transport/transport.h"

#include <array>
#include <charconv>

namespace gateway::http {

namespace {

/// Larger pieces are shared with the transport instead of joined with their framing.
constexpr qsizetype kShareFrom = 16 * 1024;
/// Capacity that the buffer for joining may keep between responses.
constexpr std::size_t kKeepCapacity = 16 * 1024;

} // namespace

AnswerWriter::AnswerWriter(Transport& transport) : m_transport(transport) { }

void AnswerWriter::begin(bool toHeadRequest, bool isHttp11)
{
    m_toHeadRequest = toHeadRequest;
    m_isHttp11 = isHttp11;
    m_headWritten = m_whole = m_stopped = false;
    m_framing = {};
    m_out.clear();
    if (m_out.capacity() > kKeepCapacity)
        m_out.shrink_to_fit();
}

void AnswerWriter::writeContinue()
{
    m_out.append("HTTP/1.1 100 Continue\r\n\r\n");
    send();
}

void AnswerWriter::writeHead(int status, const Headers& headers, std::int64_t contentLength, bool keepAlive)
{
    Q_ASSERT(!m_headWritten);
    m_headWritten = true;
    m_framing = framingFor(status, contentLength, m_isHttp11, keepAlive && status != 426);
    m_left = m_framing.contentLength;
    appendAnswerHead(m_out, status, headers, m_framing, std::chrono::system_clock::now());
}

// Excess bytes would be mistaken for the next response.
bool AnswerWriter::admit(std::size_t size)
{
    if (m_whole || m_stopped || !m_framing.hasBody)
        return false;
    if (m_framing.contentLength < 0)
        return true;
    if (static_cast<std::int64_t>(size) > m_left) {
        qCWarning(logHttp, "An answer is longer than its Content-Length; the rest is discarded");
        m_framing.close = true;
        return false;
    }
    m_left -= static_cast<std::int64_t>(size);
    return true;
}

void AnswerWriter::openChunk(std::size_t size)
{
    std::array<char, 20> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), size, 16).ptr;
    m_out.append(text.data(), end).append("\r\n");
}

void AnswerWriter::hold(std::string_view piece)
{
    if (admit(piece.size()) && !m_toHeadRequest && !piece.empty()) {
        if (m_framing.chunked)
            openChunk(piece.size());
        m_out.append(piece);
        if (m_framing.chunked)
            m_out.append("\r\n");
    }
}

void AnswerWriter::write(std::string_view piece)
{
    hold(piece);
    send();
}

void AnswerWriter::write(const QByteArray& piece)
{
    if (piece.size() <= kShareFrom || m_toHeadRequest) {
        write(std::string_view(piece.constData(), static_cast<std::size_t>(piece.size())));
        return;
    }
    if (!admit(static_cast<std::size_t>(piece.size())))
        return;
    if (m_framing.chunked)
        openChunk(static_cast<std::size_t>(piece.size()));
    const std::string_view end = m_framing.chunked ? "\r\n" : "";
    const std::array<Slice, 3> slices{Slice(m_out), Slice(piece), Slice(end)};
    m_transport.write(slices);
    m_out.clear();
}

void AnswerWriter::finish(const Headers& trailers)
{
    if (m_whole || m_stopped || !m_headWritten)
        return;
    if (m_framing.chunked && !m_toHeadRequest) {
        m_out.append("0\r\n");
        appendTrailers(m_out, trailers);
    }
    m_whole = m_toHeadRequest || m_left <= 0; // a wrong length closes the connection
    if (!m_out.empty())
        send();
}

void AnswerWriter::send()
{
    if (!m_stopped)
        m_transport.write(m_out);
    m_out.clear();
}

} // namespace gateway::http
