#include "upstream_message.h"

#include "admission.h"

#include "gateway/core/ascii.h"
#include "gateway/protocol/body_edit.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

/// Of the client's headers, those that the OpenAI dialect names.
constexpr std::array<std::string_view, 4> kForwarded{"user-agent", "idempotency-key", "traceparent", "tracestate"};
constexpr std::array<std::string_view, 2> kForwardedPrefixes{"openai-", "x-stainless-"};

/// Never forwarded, whatever `forward_headers` says. Source: RFC 9110 §7.6.1.
constexpr std::array<std::string_view, 17> kNeverForwarded{
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "cookie", "expect", "authorization", "x-api-key", "api-key",
    "x-goog-api-key", "accept-encoding"};

constexpr std::array<std::string_view, 12> kNotForClient{
    "connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade", "content-length", "set-cookie", "date", "server"};

template <class List> bool lists(const List& list, std::string_view name)
{
    return std::any_of(list.begin(), list.end(), [&](const auto& entry) { return http::equalsIgnoringCase(entry, name); });
}

bool isForwarded(std::string_view name, const http::Headers& all, const config::ProviderSettings& provider)
{
    if (lists(kNeverForwarded, name) || all.hasToken("connection", name)) // Source: RFC 9110 §7.6.1
        return false;
    const std::string lower = asciiLower(name);
    return lists(kForwarded, lower)
           || std::any_of(kForwardedPrefixes.begin(), kForwardedPrefixes.end(),
                          [&](std::string_view prefix) { return lower.starts_with(prefix); })
           || lists(provider.forwardHeaders, lower);
}

void addLine(QByteArray& head, std::string_view name, std::string_view value)
{
    head.append(name.data(), static_cast<qsizetype>(name.size()));
    head.append(": ");
    head.append(value.data(), static_cast<qsizetype>(value.size()));
    head.append("\r\n");
}

void applyRules(protocol::BodyEdit& edit, const config::ParameterRules& rules)
{
    for (const auto& [from, to] : rules.rename)
        edit.rename(from, to);
    for (const std::string& name : rules.remove)
        edit.remove(name);
    for (const auto& [name, value] : rules.defaults)
        edit.setDefault(name, value.text);
    for (const auto& [name, value] : rules.set)
        edit.set(name, value.text);
}

protocol::BodyEdit editedBody(const UpstreamMessage& message)
{
    protocol::BodyEdit edit(message.body, message.request);
    applyRules(edit, message.provider.endpoint->quirks);
    applyRules(edit, message.provider.settings->parameters);
    if (message.candidate.target)
        applyRules(edit, message.candidate.target->parameters);
    edit.setModel(message.candidate.model); // after the rules: no parameter may move it
    if (message.askForUsage)
        edit.askForUsage();
    return edit;
}

std::string pathWithQuery(const UpstreamMessage& message)
{
    std::string path = message.provider.endpoint->chatPath;
    for (const auto& [name, value] : message.key.authorization) {
        if (!name.starts_with('?'))
            continue;
        path += path.find('?') == std::string::npos ? '?' : '&';
        path += name.substr(1) + '=' + value;
    }
    return path;
}

void addAuthorization(QByteArray& head, const UpstreamMessage& message)
{
    if (message.clientCredential) {
        for (const std::string_view name : {"authorization", "x-api-key", "api-key"})
            if (const auto value = message.client.headers.find(name))
                addLine(head, name, *value);
        return;
    }
    for (const auto& [name, value] : message.key.authorization)
        if (!name.starts_with('?'))
            addLine(head, name, value);
}

} // namespace

QByteArray composeBody(const UpstreamMessage& message)
{
    const protocol::BodyEdit edit = editedBody(message);
    QByteArray body;
    body.reserve(static_cast<qsizetype>(edit.size()));
    edit.appendTo(body);
    return body;
}

QByteArray compose(const UpstreamMessage& message)
{
    const providers::UpstreamEndpoint& endpoint = *message.provider.endpoint;
    const protocol::BodyEdit edit = editedBody(message);
    const std::size_t bodySize = edit.size();
    QByteArray wire;
    wire.reserve(static_cast<qsizetype>(bodySize + 2048));
    wire.append("POST ");
    wire.append(QByteArray::fromStdString(pathWithQuery(message)));
    wire.append(" HTTP/1.1\r\n");
    addLine(wire, "host", endpoint.hostHeader);
    addLine(wire, "content-type", "application/json");
    addLine(wire, "accept", message.request.stream ? "text/event-stream" : "application/json");
    addLine(wire, "accept-encoding", "identity");
    for (const auto& [name, value] : endpoint.headers)
        addLine(wire, name, value);
    for (const auto& [name, value] : message.client.headers.fields())
        if (isForwarded(name, message.client.headers, *message.provider.settings))
            addLine(wire, asciiLower(name), value);
    addAuthorization(wire, message);
    const auto hops = message.client.headers.find(kHopHeader);
    addLine(wire, kHopHeader,
            hops ? std::string(*hops) + ',' + std::string(message.instanceId) : std::string(message.instanceId));
    addLine(wire, "content-length", std::to_string(bodySize));
    wire.append("\r\n");
    edit.appendTo(wire);
    return wire;
}

http::Headers headersForClient(const http::Headers& upstream)
{
    http::Headers headers;
    for (const auto& [name, value] : upstream.fields())
        if (!lists(kNotForClient, name) && !asciiLower(name).starts_with("x-signalbox-")
            && !upstream.hasToken("connection", name))
            headers.add(name, value);
    return headers;
}

} // namespace gateway::exchange
