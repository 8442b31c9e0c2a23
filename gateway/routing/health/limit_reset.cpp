#include "limit_reset.h"

#include <algorithm>
#include <charconv>

namespace gateway::routing {

std::optional<Milliseconds> limitReset(const http::Headers& headers, const protocol::UpstreamError&, const LimitReset&)
{
    const auto value = headers.find("retry-after");
    if (!value)
        return std::nullopt;
    std::int64_t seconds = 0;
    const auto read = std::from_chars(value->data(), value->data() + value->size(), seconds);
    if (read.ec != std::errc{} || seconds <= 0)
        return std::nullopt;
    return std::min<Milliseconds>(std::chrono::seconds(std::min<std::int64_t>(seconds, 604800)), kLongestReset);
}

} // namespace gateway::routing
