#pragma once

#include "answer_head.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::http {

class Transport;

/// Writes responses to a transport, one after the other. Combines related data into one write. Gateway thread.
class AnswerWriter {
public:
    explicit AnswerWriter(Transport& transport);

    /// Prepares for the response to the next request.
    void begin(bool toHeadRequest, bool isHttp11);
    void writeContinue();
    void writeHead(int status, const Headers& headers, std::int64_t contentLength, bool keepAlive);
    /// Holds the piece until the next write or the end.
    void hold(std::string_view piece);
    void write(std::string_view piece);
    void write(const QByteArray& piece);
    void finish(const Headers& trailers);
    /// Writes nothing more of this response, not even its end.
    void stop() { m_stopped = true; }

    bool headWritten() const { return m_headWritten; }
    /// Whether it was finished with the promised number of bytes.
    bool isWhole() const { return m_whole; }
    bool mustClose() const { return m_framing.close; }

private:
    bool admit(std::size_t size);
    void openChunk(std::size_t size);
    void send();

    Transport& m_transport;
    AnswerFraming m_framing;
    std::string m_out; // not passed to the transport yet
    std::int64_t m_left = 0; // remaining bytes of the promised length
    bool m_toHeadRequest = false;
    bool m_isHttp11 = true;
    bool m_headWritten = false;
    bool m_whole = false;
    bool m_stopped = false;
};

} // namespace gateway::http
