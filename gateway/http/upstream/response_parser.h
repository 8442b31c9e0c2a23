#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

#include <memory>
#include <string_view>

namespace gateway::http {

/// Parses consecutive responses from pieces of any size. Does no I/O.
class ResponseParser {
public:
    /// Limit of a header, a chunk extension and the trailers: a call never leaves more than this unused.
    static constexpr std::size_t kMaxHeaderBytes = 48 * 1024;

    ResponseParser();
    ~ResponseParser();

    /// Prepares for the response to the next request.
    void reset(bool toHeadRequest);

    /// Returns the number of bytes used; pass the others again, followed by further data. Stops after the header;
    /// interim responses (1xx) are skipped. Error: UpstreamProtocolError; nothing may be parsed after it.
    Result<std::size_t> feedHead(std::string_view bytes);
    bool isHeadDone() const;
    const ResponseHead& head() const;

    struct Taken {
        std::size_t used = 0; ///< input bytes used
        std::size_t body = 0; ///< bytes of the body, moved to the front of the input
    };
    /// Removes the framing from `data`, in place. Same errors.
    Result<Taken> feedBody(char* data, std::size_t size);
    bool isDone() const;
    /// The connection was closed properly, which ends a body without another end. Same errors.
    Result<void> feedEnd();
    /// Whether the connection may be reused, once `isDone()`.
    bool keepAlive() const;

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace gateway::http
