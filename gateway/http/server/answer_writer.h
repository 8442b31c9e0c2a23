#pragma once

#include "answer_head.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::http {

class Transport;

/// Puts answers on a transport, one after the other. What belongs together leaves
/// in one write. Gateway thread.
class AnswerWriter {
public:
    explicit AnswerWriter(Transport& transport);

    /// Ready for the answer to the next request.
    void begin(bool toHeadRequest, bool isHttp11);
    void writeContinue();
    void writeHead(int status, const Headers& headers, std::int64_t contentLength, bool keepAlive);
    /// Leaves with what is written next, or with the end.
    void hold(std::string_view piece);
    void write(std::string_view piece);
    void write(const QByteArray& piece);
    void finish(const Headers& trailers);
    /// Nothing more is written of this answer, not even its end.
    void stop() { m_stopped = true; }

    bool headWritten() const { return m_headWritten; }
    /// Finished, with as many bytes as were promised.
    bool isWhole() const { return m_whole; }
    bool mustClose() const { return m_framing.close; }

private:
    bool admit(std::size_t size);
    void openChunk(std::size_t size);
    void send();

    Transport& m_transport;
    AnswerFraming m_framing;
    std::string m_out; // composed, not yet given to the transport
    std::int64_t m_left = 0; // of the promised length
    bool m_toHeadRequest = false;
    bool m_isHttp11 = true;
    bool m_headWritten = false;
    bool m_whole = false;
    bool m_stopped = false;
};

} // namespace gateway::http
