#include "upstream_message.h"

#include "gateway/core/text/ascii.h"
#include "gateway/exchange/snapshot/request_head.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/protocol/body_edit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace gateway::exchange {

namespace {

/// Of the client's headers, those that the OpenAI dialect names.
constexpr std::array<std::string_view, 4> kForwarded{"user-agent", "idempotency-key", "traceparent", "tracestate"};
constexpr std::array<std::string_view, 2> kForwardedPrefixes{"openai-", "x-stainless-"};

constexpr auto kMayBegin = firstLetters(kForwarded, kForwardedPrefixes);

/// Never forwarded, whatever `forward_headers` says. Source: RFC 9110 §7.6.1.
constexpr std::array<std::string_view, 17> kNeverForwarded{
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "cookie", "expect", "authorization", "x-api-key", "api-key",
    "x-goog-api-key", "accept-encoding"};

/// Its connection's own, what we write ourselves, and what a browser would take for
/// a rule about all of localhost.
constexpr std::array<std::string_view, 24> kNotForClient{
    "connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding",
    "upgrade", "content-length", "set-cookie", "set-cookie2", "date", "server", "strict-transport-security", "alt-svc",
    "clear-site-data", "nel", "report-to", "reporting-endpoints", "public-key-pins", "expect-ct", "refresh",
    "content-security-policy", "content-security-policy-report-only"};
constexpr std::array<std::string_view, 2> kNotForClientPrefixes{"x-signalbox-", "access-control-"};

template <class List> bool lists(const List& list, std::string_view name)
{
    return std::any_of(list.begin(), list.end(), [&](const auto& entry) { return equalsIgnoringCase(entry, name); });
}

/// The fields that a message's Connection header makes its connection's own.
/// Source: RFC 9110 §7.6.1.
class ConnectionFields {
public:
    explicit ConnectionFields(const http::Headers& headers) : m_headers(headers)
    {
        for (const auto& [name, value] : headers.fields())
            m_any = m_any
                || (equalsIgnoringCase(name, kConnection) && !equalsIgnoringCase(value, "keep-alive")
                    && !equalsIgnoringCase(value, "close"));
    }
    bool hold(std::string_view name) const { return m_any && m_headers.hasToken(kConnection, name); }

private:
    static constexpr std::string_view kConnection = "connection";
    const http::Headers& m_headers;
    bool m_any = false; // rarely
};

bool isOfDialect(std::string_view name)
{
    if (name.empty() || !kMayBegin[static_cast<unsigned char>(name[0])])
        return false;
    return lists(kForwarded, name)
        || std::any_of(kForwardedPrefixes.begin(), kForwardedPrefixes.end(),
                       [&](std::string_view prefix) { return startsIgnoringCase(name, prefix); });
}

bool isForClient(std::string_view name)
{
    static constexpr auto kMayNot = firstLetters(kNotForClient, kNotForClientPrefixes);
    if (name.empty() || !kMayNot[static_cast<unsigned char>(name[0])])
        return true;
    return !lists(kNotForClient, name)
        && std::none_of(kNotForClientPrefixes.begin(), kNotForClientPrefixes.end(),
                        [&](std::string_view prefix) { return startsIgnoringCase(name, prefix); });
}

bool isForwarded(std::string_view name, const config::ProviderSettings& provider)
{
    return isOfDialect(name) || (lists(provider.forwardHeaders, name) && !lists(kNeverForwarded, name));
}

/// A message under way. QByteArray's own way to append costs more than the rest of
/// putting it together.
class Wire {
public:
    explicit Wire(std::size_t room) : m_bytes(static_cast<qsizetype>(room), Qt::Uninitialized) { }

    Wire& add(std::string_view text)
    {
        std::copy_n(text.data(), text.size(), grow(text.size()));
        return *this;
    }
    Wire& add(const protocol::BodyEdit& edit, std::size_t size)
    {
        edit.copyTo(grow(size));
        return *this;
    }
    Wire& line(std::string_view name, std::string_view value)
    {
        char* at = grow(name.size() + value.size() + 4);
        at = std::copy_n(name.data(), name.size(), at);
        at = std::copy_n(": ", 2, at);
        at = std::copy_n(value.data(), value.size(), at);
        std::copy_n("\r\n", 2, at);
        return *this;
    }
    QByteArray take()
    {
        m_bytes.truncate(static_cast<qsizetype>(m_size));
        return std::move(m_bytes);
    }

private:
    char* grow(std::size_t size)
    {
        const std::size_t begin = std::exchange(m_size, m_size + size);
        const std::size_t doubled = 2 * m_size;
        if (m_size > static_cast<std::size_t>(m_bytes.size()))
            m_bytes.resize(static_cast<qsizetype>(doubled));
        return m_bytes.data() + begin;
    }

    QByteArray m_bytes;
    std::size_t m_size = 0;
};

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
    if (message.partial)
        edit.continueFrom(message.partial->text, message.partial->tokens);
    return edit;
}

/// With the client's own authorization in the place of ours.
std::string headWithClients(const UpstreamMessage& message)
{
    providers::Authorization fields = message.provider.keyless;
    fields.insert(fields.end(), message.clientCredential->begin(), message.clientCredential->end());
    return requestHead(*message.provider.endpoint, fields);
}

/// The configuration says what the provider gets under this name.
bool hasOwn(const UpstreamMessage& message, std::string_view name)
{
    const auto& own = message.clientCredential ? message.provider.keyless : message.key.authorization;
    return std::any_of(own.begin(), own.end(), [&](const auto& field) { return equalsIgnoringCase(field.first, name); });
}

} // namespace

QByteArray composeBody(const UpstreamMessage& message)
{
    const protocol::BodyEdit edit = editedBody(message);
    const std::size_t size = edit.size();
    Wire wire(size);
    return wire.add(edit, size).take();
}

QByteArray compose(const UpstreamMessage& message)
{
    constexpr std::size_t kHeadRoom = 2048;
    const protocol::BodyEdit edit = editedBody(message);
    const std::size_t bodySize = edit.size();
    Wire wire(bodySize + kHeadRoom);
    if (message.clientCredential)
        wire.add(headWithClients(message));
    else
        wire.add(message.key.requestHead);
    wire.line("accept", message.request.stream ? "text/event-stream" : "application/json");
    const ConnectionFields connectionFields(message.client.headers);
    for (const auto& [name, value] : message.client.headers.fields())
        if (isForwarded(name, *message.provider.settings) && !connectionFields.hold(name) && !hasOwn(message, name))
            wire.line(name, value);
    wire.add(kHopHeader).add(": ");
    if (const auto hops = message.client.headers.find(kHopHeader))
        wire.add(*hops).add(",");
    wire.add(message.instanceId).add("\r\n");
    std::array<char, 20> length;
    const char* const lengthEnd = std::to_chars(length.data(), length.data() + length.size(), bodySize).ptr;
    wire.line("content-length", {length.data(), static_cast<std::size_t>(lengthEnd - length.data())});
    wire.add("\r\n");
    return wire.add(edit, bodySize).take();
}

http::Headers headersForClient(const http::Headers& upstream)
{
    constexpr std::size_t kOwnBytes = 512;
    constexpr std::size_t kOwnFields = 8;
    http::Headers headers;
    headers.reserve(upstream.byteCount() + kOwnBytes, upstream.fields().size() + kOwnFields);
    const ConnectionFields connectionFields(upstream);
    for (const auto& [name, value] : upstream.fields())
        if (isForClient(name) && !connectionFields.hold(name))
            headers.add(name, value);
    return headers;
}

} // namespace gateway::exchange
