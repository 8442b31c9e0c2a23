#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace gateway::http {

/// Parses one request after the other from bytes that come in any pieces. Does
/// no I/O. A body of known length is not for it: its reader counts by itself.
class RequestParser {
public:
    /// `isSecure`: what is parsed came encrypted.
    explicit RequestParser(bool isSecure);
    ~RequestParser();

    /// Ready for the next request.
    void reset(std::int64_t maxHeaderBytes);

    /// Returns how many bytes were used; the others are to be given again,
    /// followed by what comes next. Stops behind the head. Errors:
    /// HeaderTooLarge (with the status 414 where the target is), BadRequest (with 421 for
    /// a target that has to come encrypted, 501 for a transfer coding and 505 for a version that is not known); nothing may be parsed after one.
    Result<std::size_t> feedHead(std::string_view bytes);
    bool isHeadDone() const;
    /// What is known of the head, also after an error.
    RequestHead& head();
    const RequestHead& head() const;
    bool isHttp11() const;
    bool isChunked() const;
    /// 0 if there is no body.
    std::uint64_t contentLength() const;
    static Error bodyTooLarge(std::int64_t maxBodyBytes);

    /// The same for a chunked body, which is appended to `body`. Its trailers
    /// are read and dropped. Errors: RequestTooLarge, HeaderTooLarge, BadRequest.
    Result<std::size_t> feedChunks(std::string_view bytes, QByteArray& body, std::int64_t maxBodyBytes);
    bool isBodyDone() const;

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace gateway::http
