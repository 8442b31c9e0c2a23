#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

#include <memory>
#include <string_view>

namespace gateway::http {

/// Parses one answer after the other from bytes that come in any pieces. Does no I/O.
class ResponseParser {
public:
    /// Of a head, and of a chunk's extension or the trailers: no more is ever
    /// left unused by a call.
    static constexpr std::size_t kMaxHeaderBytes = 48 * 1024;

    ResponseParser();
    ~ResponseParser();

    /// Ready for the answer to the next request.
    void reset(bool toHeadRequest);

    /// Returns how many bytes were used; the others are to be given again,
    /// followed by what comes next. Stops behind the head; interim answers
    /// (1xx) are skipped. Error: UpstreamProtocolError; nothing may be parsed after it.
    Result<std::size_t> feedHead(std::string_view bytes);
    bool isHeadDone() const;
    const ResponseHead& head() const;

    struct Taken {
        std::size_t used = 0; ///< bytes of the input that were used
        std::size_t body = 0; ///< bytes of the body, moved to the front of the input
    };
    /// Takes the framing out of `data`, in place. Same errors.
    Result<Taken> feedBody(char* data, std::size_t size);
    bool isDone() const;
    /// The connection was closed in order: an end for a body that has no other. Same errors.
    Result<void> feedEnd();
    /// Whether the connection may be used again, once `isDone()`.
    bool keepAlive() const;

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace gateway::http
