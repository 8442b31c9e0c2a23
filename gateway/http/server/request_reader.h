#pragma once

#include "request_parser.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::http {

class Transport;

/// Reads consecutive requests with header and body from a transport. Bytes after a request are kept for the next one.
/// Gateway thread.
class RequestReader {
public:
    /// `isSecure`: whether the transport uses TLS.
    RequestReader(Transport& transport, bool isSecure);

    /// Prepares for the next request.
    void begin(std::int64_t maxHeaderBytes);
    /// Reads what has arrived; true once the header is complete or there is an `error()`.
    bool readHead();
    /// Whether a part of a header has been received.
    bool hasBegun() const { return m_hasBegun; }
    RequestHead& head() { return m_parser.head(); }
    const RequestHead& head() const { return m_parser.head(); }
    bool isHttp11() const { return m_parser.isHttp11(); }

    /// To be called once the header is complete. Reserves `spare` bytes of capacity after the body.
    void beginBody(std::int64_t maxBodyBytes, int spare);
    /// Reads what has arrived; true if there was anything.
    bool readBody();
    /// Received bytes of the body.
    std::uint64_t received() const { return m_length != 0 ? m_received : static_cast<std::uint64_t>(m_body.size()); }
    bool isBodyDone() const { return m_bodyDone; }
    /// Whether the client expects status 100 before it sends the body.
    bool awaitsContinue() const { return m_awaitsContinue; }
    void continued() { m_awaitsContinue = false; }
    /// Marks the body as failed; `evenIfDone`: also if it is complete.
    void fail(Error error, bool evenIfDone = false);
    Result<QByteArray> takeBody();

    const Error* error() const { return m_error ? &*m_error : nullptr; }

private:
    bool takeHead(std::string_view bytes);
    bool takePending();
    bool readKnownLength();
    bool takeChunks(std::string_view bytes);
    void growBody(std::uint64_t wanted);

    Transport& m_transport;
    RequestParser m_parser;
    std::string m_pending; // read, but not used yet
    bool m_hasBegun = false;
    std::optional<Error> m_error;

    QByteArray m_body;
    std::uint64_t m_received = 0; // if the length is known
    std::uint64_t m_length = 0; // 0: chunked
    std::int64_t m_maxBodyBytes = 0;
    int m_spare = 0;
    bool m_bodyDone = true;
    bool m_awaitsContinue = false;
};

} // namespace gateway::http
