#pragma once

#include "gateway/core/clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// The prepared response of the demo provider to a request: what an OpenAI chat upstream would send, and when.
/// Deterministic: the same request gets the same response.
struct DemoReply {
    struct Piece {
        Milliseconds after{0}; ///< since the previous piece
        std::string bytes;
    };
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< content-type, retry-after ...
    std::vector<Piece> pieces; ///< the body; a single piece unless streamed
    bool isUnreachable = false; ///< simulates that nothing is listening: `status` and body are ignored
};

/// Models: `demo` responds, `demo-rate-limited` returns 429 with Retry-After, `demo-down` is unreachable. `body` is the
/// request as it would be sent upstream (`stream`, `stream_options.include_usage`, `messages`). Reports usage. Streams
/// at a human pace, about 25 tokens a second, first token after 250 ms. No network, no disk. Any thread.
DemoReply demoReply(std::string_view model, std::string_view body);

} // namespace gateway::providers
