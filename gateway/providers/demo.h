#pragma once

#include "gateway/core/clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// The demo provider's answer to one request, ready made: what an OpenAI chat
/// upstream would send, and when. Deterministic: the same request gives the same answer.
struct DemoReply {
    struct Piece {
        Milliseconds after{0}; ///< since the piece before
        std::string bytes;
    };
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< content-type, retry-after ...
    std::vector<Piece> pieces; ///< the body; one piece unless streamed
    bool isUnreachable = false; ///< as if nobody listened: `status` and body do not count
};

/// Models: `demo` answers, `demo-rate-limited` says 429 with Retry-After,
/// `demo-down` cannot be reached. `body` is the request as it would go upstream
/// (`stream`, `stream_options.include_usage`, `messages`). Reports usage. Streams
/// at a human pace, about 25 tokens a second, first token after 250 ms.
/// No network, no disk. Any thread.
DemoReply demoReply(std::string_view model, std::string_view body);

} // namespace gateway::providers
