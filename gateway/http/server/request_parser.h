#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace gateway::http {

/// Parses consecutive requests from pieces of any size. Does no I/O. Not used for bodies of known length, which the
/// reader counts itself.
class RequestParser {
public:
    /// `isSecure`: whether the data was received over TLS.
    explicit RequestParser(bool isSecure);
    ~RequestParser();

    /// Prepares for the next request.
    void reset(std::int64_t maxHeaderBytes);

    /// Returns the number of bytes used; pass the others again, followed by further data. Stops after the header.
    /// Errors: HeaderTooLarge (with status 414 for a too long target), BadRequest (with 421 for a target that requires
    /// TLS, 501 for an unknown transfer coding and 505 for an unknown version); nothing may be parsed after an error.
    Result<std::size_t> feedHead(std::string_view bytes);
    bool isHeadDone() const;
    /// The parsed part of the header, also after an error.
    RequestHead& head();
    const RequestHead& head() const;
    bool isHttp11() const;
    bool isChunked() const;
    /// 0 if there is no body.
    std::uint64_t contentLength() const;
    static Error bodyTooLarge(std::int64_t maxBodyBytes);

    /// The same for a chunked body, which is appended to `body`. Its trailers are parsed and dropped. Errors:
    /// RequestTooLarge, HeaderTooLarge, BadRequest.
    Result<std::size_t> feedChunks(std::string_view bytes, QByteArray& body, std::int64_t maxBodyBytes);
    bool isBodyDone() const;

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace gateway::http
