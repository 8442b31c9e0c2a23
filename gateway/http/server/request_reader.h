#pragma once

#include "request_parser.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::http {

class Transport;

/// Takes requests out of a transport, head and body, one after the other. Bytes
/// behind a request stay for the next. Gateway thread.
class RequestReader {
public:
    /// `isSecure`: the transport is encrypted.
    RequestReader(Transport& transport, bool isSecure);

    /// Forgets the last request.
    void begin(std::int64_t maxHeaderBytes);
    /// Takes in what is there; true once the head is complete or `error()`.
    bool readHead();
    /// Whether something of a head is there.
    bool hasBegun() const { return m_hasBegun; }
    RequestHead& head() { return m_parser.head(); }
    const RequestHead& head() const { return m_parser.head(); }
    bool isHttp11() const { return m_parser.isHttp11(); }

    /// To be called once the head is there. `spare` bytes of capacity stay free behind the body.
    void beginBody(std::int64_t maxBodyBytes, int spare);
    /// Takes in what is there; true if anything was.
    bool readBody();
    /// Bytes of the body that are there.
    std::uint64_t received() const { return m_length != 0 ? m_received : static_cast<std::uint64_t>(m_body.size()); }
    bool isBodyDone() const { return m_bodyDone; }
    /// Whether the client wants to hear 100 before it sends the body.
    bool awaitsContinue() const { return m_awaitsContinue; }
    void continued() { m_awaitsContinue = false; }
    /// The body is not going to come; `evenIfDone`: or came in vain.
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
    std::uint64_t m_received = 0; // of a known length
    std::uint64_t m_length = 0; // 0: chunked
    std::int64_t m_maxBodyBytes = 0;
    int m_spare = 0;
    bool m_bodyDone = true;
    bool m_awaitsContinue = false;
};

} // namespace gateway::http
