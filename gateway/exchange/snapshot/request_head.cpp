#include "request_head.h"

#include <utility>

namespace gateway::exchange {

std::string requestHead(const providers::UpstreamEndpoint& endpoint, const providers::Authorization& authorization)
{
    std::string head = "POST " + endpoint.chatPath;
    bool hasQuery = endpoint.chatPath.find('?') != std::string::npos;
    for (const auto& [name, value] : authorization)
        if (name.starts_with('?'))
            head.append(std::exchange(hasQuery, true) ? "&" : "?").append(name, 1).append("=").append(value);
    head += " HTTP/1.1\r\n";
    const auto add = [&head](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    add("host", endpoint.hostHeader);
    add("content-type", "application/json");
    add("accept-encoding", "identity");
    for (const auto& [name, value] : endpoint.headers)
        add(name, value);
    for (const auto& [name, value] : authorization)
        if (!name.starts_with('?'))
            add(name, value);
    return head;
}

} // namespace gateway::exchange
