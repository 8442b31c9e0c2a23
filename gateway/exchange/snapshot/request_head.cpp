#include "request_head.h"

namespace gateway::exchange {

namespace {

bool dependsOnModel(const std::string& path) { return path.find("{m}") != std::string::npos; }

} // namespace

KeyHead keyHead(const providers::UpstreamEndpoint& endpoint, const providers::Authorization& authorization)
{
    KeyHead head;
    const auto add = [&head](std::string_view name, std::string_view value) {
        head.lines.append(name).append(": ").append(value).append("\r\n");
    };
    add("host", endpoint.hostHeader);
    add("accept-encoding", "identity");
    for (const auto& [name, value] : authorization) {
        if (name.starts_with('?'))
            head.query.append(head.query.empty() ? "" : "&").append(name, 1).append("=").append(value);
        else
            add(name, value);
    }
    if (!dependsOnModel(endpoint.chatPath))
        head.chat = requestHead("POST", endpoint.chatPath, head);
    return head;
}

std::string requestHead(std::string_view method, std::string_view path, const KeyHead& key)
{
    std::string head(method);
    head.append(1, ' ').append(path);
    if (!key.query.empty())
        head.append(path.find('?') == std::string_view::npos ? "?" : "&").append(key.query);
    return head.append(" HTTP/1.1\r\n").append(key.lines);
}

} // namespace gateway::exchange
