#include "upstream_message.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/snapshot/request_head.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/request_target.h"
#include "gateway/protocol/body_edit.h"
#include "gateway/protocol/parameter_place.h"
#include "gateway/providers/signing/aws_signature.h"
#include "gateway/usage/context/trace_context.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

namespace gateway::exchange {

namespace {

/// The client's headers that the dialects define; those of one vendor are forwarded only to endpoints of its format.
constexpr NameSet kForwarded{"user-agent", "idempotency-key"};
constexpr std::array<std::string_view, 4> kForwardedPrefixes{"openai-", "x-stainless-", "anthropic-", "x-goog-"};
constexpr std::size_t kCommonPrefixes = 2; // number of these prefixes that are forwarded to all endpoints

/// Never forwarded, whatever `forward_headers` says. Source: RFC 9110 §7.6.1.
constexpr NameSet kNeverForwarded{
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length", "cookie", "expect", "authorization", "x-api-key", "api-key",
    "x-goog-api-key", "accept-encoding", kHopHeader, kEvalRunHeader};

/// Headers that API clients read. All others are dropped: cookies, framing, and everything that a browser would treat
/// as a rule for this origin or something to load (`Link`, `Location`, `Refresh`, `Service-Worker-Allowed`,
/// `SourceMap`, `Clear-Site-Data`, `Access-Control-*` ...), including headers of later browsers.
constexpr NameSet kForClient{
    "content-type", "content-encoding", "content-language", "content-range", "content-md5", "content-digest", "repr-digest",
    "digest", "accept-ranges", "etag", "last-modified", "expires", "cache-control", "pragma", "age", "vary", "retry-after",
    "retry-after-ms", "allow", "www-authenticate", "deprecation", "sunset", "warning", "server-timing", "traceparent",
    "tracestate", "request-id", "trace-id", "traceid", "eagleid", "tt-logid"};
/// Prefixes of headers from vendors and the gateways in front of them.
constexpr std::array<std::string_view, 15> kForClientPrefixes{
    "x-", "openai-", "anthropic-", "cf-", "apim-", "ms-", "azureml-", "llm_provider-", "nvcf-", "helicone-", "fireworks-",
    "ratelimit", "req-", "resp-", "msh-"};
constexpr std::string_view kForClientSuffix = "-request-id";

/// Exceptions among those that begin with "x-": our own, those of browsers, and those that a web server in front of us
/// obeys.
constexpr NameSet kNotForClient{
    "x-sourcemap", "x-frame-options", "x-content-type-options", "x-xss-protection", "x-dns-prefetch-control",
    "x-permitted-cross-domain-policies", "x-content-security-policy", "x-webkit-csp", "x-ua-compatible", "x-sendfile",
    "x-lighttpd-send-file", "x-lighttpd-send-tempfile", "x-accel-redirect", "x-accel-expires", "x-accel-limit-rate",
    "x-accel-charset", "x-reproxy-url", "x-reproxy-file"};
constexpr std::string_view kOurs = "x-signalbox-";

/// Types that no browser executes. Everything else, including answers without a type, is offered for download.
constexpr NameSet kInertTypes{
    "application/json", "text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl",
    "application/x-jsonlines", "text/plain", "text/csv", "application/octet-stream", "application/openmetrics-text",
    "application/zip", "application/gzip"};
constexpr std::array<std::string_view, 3> kInertPrefixes{"audio/", "video/", "image/"};

/// The fields that a message's Connection header makes specific to its connection. Source: RFC 9110 §7.6.1.
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

/// `name` is a token, in which this bit changes only the case of letters: no other character allowed in a token becomes
/// a letter or a hyphen. Source: RFC 9110 §5.6.2.
bool beginsToken(std::string_view name, std::string_view lowerCase)
{
    constexpr char kCaseBit = 0x20;
    return name.size() >= lowerCase.size()
        && std::equal(lowerCase.begin(), lowerCase.end(), name.begin(),
                      [](char wanted, char c) { return wanted == static_cast<char>(c | kCaseBit); });
}

bool isOfDialect(std::string_view name, bool isNative)
{
    constexpr std::string_view kFirst = "oxa"; // first letters of those prefixes
    if (name.empty() || kFirst.find(asciiLower(name.front())) == std::string_view::npos)
        return kForwarded.holds(name);
    const auto end = kForwardedPrefixes.begin() + (isNative ? kForwardedPrefixes.size() : kCommonPrefixes);
    return kForwarded.holds(name)
        || std::any_of(kForwardedPrefixes.begin(), end,
                       [&](std::string_view prefix) { return beginsToken(name, prefix); });
}

bool isForClient(std::string_view name)
{
    if (kForClient.holds(name))
        return true;
    const auto begins = [name](std::string_view prefix) { return startsIgnoringCase(name, prefix); };
    const bool isVendors = std::ranges::any_of(kForClientPrefixes, begins)
        || (name.size() > kForClientSuffix.size() && equalsIgnoringCase(name.substr(name.size() - kForClientSuffix.size()), kForClientSuffix));
    return isVendors && !kNotForClient.holds(name) && !begins(kOurs);
}

/// Whether a browser may execute an answer of that type: HTML, XML, SVG, scripts, and every unknown type.
bool isActive(std::string_view contentType)
{
    const std::string_view essence = trimmed(contentType.substr(0, contentType.find(';')));
    constexpr std::string_view kJson = "+json";
    const bool isMedia = std::ranges::any_of(kInertPrefixes, [essence](std::string_view prefix) { return startsIgnoringCase(essence, prefix); });
    const bool isXml = essence.find('+') != std::string_view::npos;
    const bool isJson = essence.size() > kJson.size() && equalsIgnoringCase(essence.substr(essence.size() - kJson.size()), kJson);
    return !(kInertTypes.holds(essence) || (isMedia && !isXml) || isJson);
}

/// Keeps the provider's own name for a file.
void addDisposition(const http::Headers& upstream, http::Headers& headers)
{
    constexpr std::string_view kAttachment = "attachment";
    const std::string_view said = upstream.find("content-disposition").value_or(std::string_view());
    if (equalsIgnoringCase(trimmed(said.substr(0, said.find(';'))), kAttachment))
        headers.add("content-disposition", said);
    else if (isActive(upstream.find("content-type").value_or(std::string_view())) || upstream.count("content-type") > 1)
        headers.add("content-disposition", kAttachment);
}

bool isForwarded(std::string_view name, const UpstreamMessage& message)
{
    if (equalsIgnoringCase(name, usage::kTraceparent)) // see `UpstreamMessage`
        return false;
    if (equalsIgnoringCase(name, usage::kTracestate)) // Source: W3C Trace Context §3.3: it is meaningless without the other
        return !message.traceparent.empty() && usage::traceContextOf(message.client.headers);
    const auto isIt = [name](const std::string& each) { return equalsIgnoringCase(each, name); };
    return (isOfDialect(name, message.isNative) || std::ranges::any_of(message.target.provider->settings->forwardHeaders, isIt))
        && !kNeverForwarded.holds(name);
}

/// A body on its way to an upstream, which may be the client's own with only the model's name replaced.
class EditedBody {
public:
    explicit EditedBody(const UpstreamMessage& message);

    std::size_t size() const { return m_size; }
    void copyTo(char* out) const;

    /// Null if only the model's name is replaced.
    const protocol::BodyEdit* edit() const { return m_edit ? &*m_edit : nullptr; }
    /// Whether only the model's name differs from the client's body, of which these are the parts around it.
    bool isShared() const { return m_isShared; }
    std::string_view front() const { return m_front; }
    std::string_view model() const { return m_model; }
    std::string_view back() const { return m_back; }

private:
    std::string_view m_front; // all of it, or the part before the model's name
    std::string m_model; // as written there
    std::string_view m_back;
    std::optional<protocol::BodyEdit> m_edit; // instead of these, if more has to be changed
    std::size_t m_size = 0;
    bool m_isShared = false;
};

/// A message under construction. Appending to a QByteArray costs more than all other work on it.
class Wire {
public:
    explicit Wire(std::size_t room) : m_bytes(static_cast<qsizetype>(room), Qt::Uninitialized) { }

    Wire& add(std::string_view text)
    {
        std::copy_n(text.data(), text.size(), grow(text.size()));
        return *this;
    }
    Wire& add(const EditedBody& body)
    {
        body.copyTo(grow(body.size()));
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
    std::size_t size() const { return m_size; }
    std::string_view text() const { return {m_bytes.constData(), m_size}; }
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

/// The parameter rules that apply to a request, weakest first.
std::array<const config::ParameterRules*, 3> rulesOf(const UpstreamMessage& message)
{
    static const config::ParameterRules kNone;
    const config::TargetSettings* const target = message.target.candidate->target;
    return {&message.access.endpoint.parameters, &message.target.provider->settings->parameters, target ? &target->parameters : &kNone};
}

using Rules = std::span<const config::ParameterRules* const>;

/// Where a body has a parameter that the configuration names by the provider's own name or OpenAI's.
class Places {
public:
    explicit Places(const UpstreamMessage& message)
        : m_format(message.request.ask.operation == Operation::Converse ? message.access.format : protocol::Format::OpenAiChat)
    {
    }

    std::string operator()(std::string_view name) const { return protocol::parameterPlace(m_format, name); }

    /// The name of a field from the configuration after all of `rules`.
    std::string renamed(std::string_view name, Rules rules) const
    {
        std::string place = (*this)(name);
        for (const config::ParameterRules* const each : rules)
            for (const auto& [from, to] : each->rename)
                if ((*this)(from) == place) {
                    place = (*this)(to);
                    break;
                }
        return place;
    }

    bool haveDefault(Rules rules, std::string_view name) const
    {
        return std::ranges::any_of(rules, [&](const config::ParameterRules* each) {
            return std::ranges::any_of(each->defaults, [&](const auto& entry) { return (*this)(entry.first) == (*this)(name); });
        });
    }

private:
    protocol::Format m_format;
};

/// OpenAI's chat has two names for the output limit and rejects requests with both.
std::string_view otherLimit(std::string_view place)
{
    constexpr std::string_view kOld = "max_tokens";
    constexpr std::string_view kNew = "max_completion_tokens";
    return place == kOld ? kNew : place == kNew ? kOld : std::string_view();
}

/// Applies the last of `rules` after the others. A default of `stronger` rules replaces its default.
void applyLast(protocol::BodyEdit& edit, const Places& places, Rules rules, Rules stronger)
{
    const config::ParameterRules& last = *rules.back();
    for (const auto& [from, to] : last.rename)
        edit.rename(places(from), places(to));
    for (const std::string& name : last.remove)
        edit.remove(places(name));
    for (const auto& [name, value] : last.defaults)
        if (!places.haveDefault(stronger, name)) {
            const std::string place = places.renamed(name, rules);
            if (const std::string_view other = otherLimit(place); other.empty() || !edit.says(other))
                edit.setDefault(place, protocol::parameterValue(place, value.text));
        }
    for (const auto& [name, value] : last.set) {
        const std::string place = places.renamed(name, rules);
        if (const std::string_view other = otherLimit(place); !other.empty())
            edit.remove(other);
        edit.set(place, protocol::parameterValue(place, value.text));
    }
}

std::string_view bodyOf(const UpstreamMessage& message)
{
    return message.upstream.isClients ? viewOf(message.request.body) : message.upstream.view();
}

const protocol::RequestOutline& outlineOf(const UpstreamMessage& message)
{
    return message.upstream.isClients ? message.request.outline : message.upstream.outline;
}

/// Whether usage has to be requested at the end of the stream.
bool asksForUsage(const UpstreamMessage& message)
{
    const protocol::RequestOutline& outline = outlineOf(message);
    return message.access.format == protocol::Format::OpenAiChat && outline.stream && !outline.includeUsage
        && message.request.ask.operation == Operation::Converse;
}

/// Whether more than the model's name has to be changed. A body that is not JSON is forwarded unchanged.
bool needsEdit(const UpstreamMessage& message)
{
    if (outlineOf(message).object.end == 0)
        return false;
    const auto isSaid = [](const config::ParameterRules* rules) { return !rules->isEmpty(); };
    return std::ranges::any_of(rulesOf(message), isSaid) || asksForUsage(message) || message.partial;
}

protocol::BodyEdit editOf(const UpstreamMessage& message)
{
    const routing::Candidate& candidate = *message.target.candidate;
    protocol::BodyEdit edit(bodyOf(message), outlineOf(message));
    if (message.request.ask.operation == Operation::CountTokens) { // which accepts none of the parameters
        edit.setModel(candidate.model);
        return edit;
    }
    const auto rules = rulesOf(message);
    for (std::size_t i = 0; i < rules.size(); ++i)
        applyLast(edit, Places(message), Rules(rules).first(i + 1), Rules(rules).subspan(i + 1));
    edit.setModel(candidate.model); // after the rules: no parameter may move it
    if (asksForUsage(message))
        edit.askForUsage();
    if (message.partial)
        edit.continueFrom(message.partial->text, message.partial->tokens);
    return edit;
}

EditedBody::EditedBody(const UpstreamMessage& message) : m_front(bodyOf(message))
{
    const protocol::RequestOutline& outline = outlineOf(message);
    const std::string& model = message.target.candidate->model;
    if (needsEdit(message)) {
        m_edit.emplace(editOf(message));
        m_size = m_edit->size();
        return;
    }
    if (outline.modelField && model != outline.model) {
        const protocol::Span place = outline.fields[*outline.modelField].value;
        m_model = protocol::jsonString(model);
        m_back = m_front.substr(place.end);
        m_front = m_front.substr(0, place.begin);
    }
    if (message.upstream.isClients && outline.object.end == 0 && model != outline.model && isForm(message.request)) {
        const std::string_view name = formField(m_front, "model");
        if (!name.empty()) {
            m_model = model;
            m_back = m_front.substr(static_cast<std::size_t>(name.end() - m_front.begin()));
            m_front = m_front.substr(0, static_cast<std::size_t>(name.begin() - m_front.begin()));
        }
    }
    m_size = m_front.size() + m_model.size() + m_back.size();
    m_isShared = message.upstream.isClients || !message.upstream.bytes.isNull();
}

void EditedBody::copyTo(char* out) const
{
    if (m_edit)
        return m_edit->copyTo(out);
    for (const std::string_view piece : {m_front, std::string_view(m_model), m_back})
        out = std::copy_n(piece.data(), piece.size(), out);
}

/// The index of the target's key, for per-key data of an endpoint.
std::size_t placeOfKey(const UpstreamMessage& message)
{
    return static_cast<std::size_t>(message.target.key - message.target.provider->keys.data());
}

const KeyHead& keyHead(const UpstreamMessage& message) { return message.access.keys[placeOfKey(message)]; }

/// `path` with `query` appended; the path may have a query already.
std::string withQuery(std::string path, const std::string& query)
{
    if (query.empty())
        return path;
    const char mark = path.find('?') == std::string::npos ? '?' : '&';
    return path.append(1, mark).append(query, 1);
}

/// The configured fields for the provider: header lines, and parameters, whose names begin with "?".
const providers::Authorization& ownFields(const UpstreamMessage& message)
{
    return message.clientCredential ? message.target.provider->keyless : message.access.authorizations[placeOfKey(message)];
}

/// Adds the client's query parameters whose names the configuration does not set.
std::string withClientsQuery(std::string path, const UpstreamMessage& message)
{
    const std::string& asked = message.request.ask.query;
    if (asked.empty())
        return path;
    std::string own = path.substr(std::min(path.find('?'), path.size() - 1) + 1);
    for (const auto& [name, value] : ownFields(message))
        if (name.starts_with('?'))
            own.append("&").append(name, 1);
    const std::string query = queryBeside(asked, own);
    return query.empty() ? path : withQuery(std::move(path), '?' + query);
}

/// Path and query for the upstream.
std::string pathOf(const UpstreamMessage& message)
{
    const providers::UpstreamEndpoint& endpoint = message.access.endpoint;
    const Ask& ask = message.request.ask;
    constexpr std::string_view kRerank = "rerank";
    if (ask.operation == Operation::PassThrough && ask.path == kRerank && !endpoint.rerankPath.empty())
        return withClientsQuery(endpoint.rerankPath, message);
    if (ask.operation == Operation::PassThrough) // Anthropic's base URL ends before the version
        return withClientsQuery(endpoint.basePath + (ask.format == protocol::Format::Anthropic ? "/v1/" : "/") + ask.path + endpoint.query, message);
    if (ask.operation == Operation::StoredResponse)
        return withClientsQuery(endpoint.basePath + '/' + ask.path + endpoint.query, message);
    if (ask.operation == Operation::CountTokens)
        return providers::pathFor(countPath(message.access), message.target.candidate->model);
    if (ask.operation == Operation::Embed)
        return providers::pathFor(endpoint.embeddingsPath, message.target.candidate->model);
    if (message.isNative && ask.operation == Operation::Compact)
        return endpoint.basePath + "/responses/compact" + endpoint.query;
    if (message.isNative && ask.format == protocol::Format::OpenAiCompletions)
        return endpoint.basePath + "/completions" + endpoint.query;
    if (message.isNative && ask.format == protocol::Format::OllamaGenerate)
        return endpoint.basePath + "/api/generate" + endpoint.query;
    return providers::pathFor(outlineOf(message).stream ? endpoint.streamPath : endpoint.chatPath,
                              message.target.candidate->model);
}

/// Null if the key is sent as it is or belongs to the client.
const Signer* signerOf(const UpstreamMessage& message)
{
    if (message.clientCredential)
        return nullptr;
    const auto& signer = message.access.signers[placeOfKey(message)];
    return signer ? &*signer : nullptr;
}

/// Many providers do not support HEAD: it is sent as GET, and the body is dropped.
std::string_view methodOf(const UpstreamMessage& message)
{
    return message.client.method == "HEAD" ? std::string_view("GET") : std::string_view(message.client.method);
}

/// Adds the signature of the request.
void addSignature(Wire& wire, const UpstreamMessage& message, const Signer& signer)
{
    const QByteArray body = composeBody(message);
    const std::string target = pathOf(message);
    const std::size_t mark = std::min(target.find('?'), target.size());
    const providers::AwsMessage signed_{methodOf(message), message.access.endpoint.hostHeader,
                                        std::string_view(target).substr(0, mark),
                                        std::string_view(target).substr(std::min(mark + 1, target.size())), viewOf(body), {}};
    for (const auto& [name, value] : providers::awsSignature(signed_, signer.credentials, {signer.region, "bedrock", message.clock.wallNow(), false}))
        wire.line(name, value);
}

/// Whether the path of this request is the chat path in the key's prepared head.
bool isUsualPath(const UpstreamMessage& message)
{
    const Ask& ask = message.request.ask;
    const bool isOwnPath = message.isNative
        && (ask.format == protocol::Format::OpenAiCompletions || ask.format == protocol::Format::OllamaGenerate);
    return ask.operation == Operation::Converse && !isOwnPath && !keyHead(message).chat.empty();
}

void addHead(Wire& wire, const UpstreamMessage& message)
{
    if (message.clientCredential) { // with the client's own credential instead of our key
        providers::Authorization fields = message.target.provider->keyless;
        fields.insert(fields.end(), message.clientCredential->begin(), message.clientCredential->end());
        wire.add(requestHead(methodOf(message), pathOf(message), exchange::keyHead(message.access.endpoint, fields)));
    } else if (isUsualPath(message)) {
        wire.add(keyHead(message).chat);
    } else {
        wire.add(requestHead(methodOf(message), pathOf(message), keyHead(message)));
    }
}

/// Whether the configuration sets this header.
bool hasOwn(const UpstreamMessage& message, std::string_view name)
{
    const auto names = [name](const auto& field) { return equalsIgnoringCase(field.first, name); };
    const auto& own = ownFields(message);
    return std::any_of(own.begin(), own.end(), names);
}

/// Adds the catalog's headers, unless the client uses the same format and sends them itself: the version it uses is its
/// own.
void addConstants(Wire& wire, const UpstreamMessage& message)
{
    for (const auto& [name, value] : message.access.endpoint.headers)
        if (!message.isNative || !isOfDialect(name, true) || !message.client.headers.find(name))
            wire.line(name, value);
}

std::string_view acceptOf(const UpstreamMessage& message)
{
    if (message.request.ask.operation == Operation::PassThrough)
        return message.client.headers.find("accept").value_or("*/*");
    if (!outlineOf(message).stream)
        return "application/json";
    return protocol::formatInfo(message.access.format).framing == protocol::Framing::Sse ? "text/event-stream" : "*/*";
}

/// Adds a header of the client, without values for features that are removed from the body. Source: observed behaviour
/// of Claude Code 2.1.332. Read 2026-11-28.
void addForwarded(Wire& wire, const UpstreamMessage& message, std::string_view name, std::string_view value)
{
    constexpr std::string_view kOfSafeguards = "dangerous-tool-use-";
    const auto& losses = message.upstream.losses;
    if (!equalsIgnoringCase(name, "anthropic-beta") || std::ranges::find(losses, "safeguards") == losses.end())
        return (void)wire.line(name, value);
    std::string kept;
    while (!value.empty()) {
        const std::size_t comma = value.find(',');
        const std::string_view word = trimmed(value.substr(0, comma));
        if (!word.empty() && !word.starts_with(kOfSafeguards))
            kept.append(kept.empty() ? "" : ",").append(word);
        value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    }
    if (!kept.empty())
        wire.line(name, kept);
}

/// Everything before the length of the body.
void addLines(Wire& wire, const UpstreamMessage& message, bool hasBody)
{
    const bool isOpaque = outlineOf(message).object.end == 0;
    addHead(wire, message);
    addConstants(wire, message);
    wire.line("accept", acceptOf(message));
    if (hasBody)
        wire.line("content-type", isOpaque ? std::string_view(message.request.contentType) : "application/json");
    const ConnectionFields connectionFields(message.client.headers);
    for (const auto& [name, value] : message.client.headers.fields())
        if (isForwarded(name, message) && !connectionFields.hold(name) && !hasOwn(message, name))
            addForwarded(wire, message, name, value);
    if (!message.traceparent.empty() && !hasOwn(message, usage::kTraceparent))
        wire.line(usage::kTraceparent, message.traceparent);
    wire.add(kHopHeader).add(": ");
    if (const auto hops = hopsOf(message.client.headers))
        wire.add(*hops).add(",");
    wire.add(message.instanceId).add("\r\n");
}

void addHead(Wire& wire, const UpstreamMessage& message, std::size_t size)
{
    addLines(wire, message, size > 0);
    std::array<char, 20> length;
    const char* const lengthEnd = std::to_chars(length.data(), length.data() + length.size(), size).ptr;
    wire.line("content-length", {length.data(), static_cast<std::size_t>(lengthEnd - length.data())});
    if (const Signer* const signer = signerOf(message))
        addSignature(wire, message, *signer);
    wire.add("\r\n");
}

constexpr std::size_t kHeadRoom = 2048;

/// The longest piece is not copied; `owner` holds it.
http::Slices composeAround(const UpstreamMessage& message, const protocol::BodyEdit::Around& body, const QByteArray& owner)
{
    Wire wire(body.before.size() + body.after.size() + kHeadRoom);
    addHead(wire, message, body.before.size() + body.piece.size() + body.after.size());
    wire.add(body.before);
    const std::size_t before = wire.size();
    const QByteArray own = wire.add(body.after).take();
    return {http::Slice(viewOf(own).substr(0, before), own), http::Slice(body.piece, owner), http::Slice(viewOf(own).substr(before), own)};
}

} // namespace

QByteArray composeBody(const UpstreamMessage& message)
{
    const EditedBody body(message);
    return Wire(body.size()).add(body).take();
}

http::Slices compose(const UpstreamMessage& message)
{
    constexpr std::size_t kShareFrom = 16 * 1024; // smaller bodies are copied faster than sent in pieces
    constexpr std::size_t kLarge = 256 * 1024; // shared even if edited
    const EditedBody body(message);
    const QByteArray& clients = message.upstream.isClients ? message.request.body : message.upstream.bytes;
    if (body.edit() && body.size() >= kLarge && !clients.isNull())
        return composeAround(message, body.edit()->aroundLongest(), clients);
    const bool isShared = body.isShared() && body.size() >= kShareFrom;
    Wire wire((isShared ? body.model().size() : body.size()) + kHeadRoom);
    addHead(wire, message, body.size());
    if (!isShared)
        return {http::Slice(wire.add(body).take())};
    const std::size_t headSize = wire.size();
    const QByteArray own = wire.add(body.model()).take();
    return {http::Slice(viewOf(own).substr(0, headSize), own), http::Slice(body.front(), clients),
            http::Slice(viewOf(own).substr(headSize), own), http::Slice(body.back(), clients)};
}

std::string countPath(const Access& access)
{
    constexpr std::string_view kGenerate = ":generateContent";
    constexpr std::string_view kMessages = "/messages";
    constexpr std::string_view kResponses = "/responses";
    constexpr std::string_view kPredict = "{m}:rawPredict";
    std::string path = access.endpoint.chatPath;
    switch (access.endpoint.protocol) {
    case providers::Protocol::Anthropic:
        if (const std::size_t at = path.rfind(kMessages); at != std::string::npos)
            return path.insert(at + kMessages.size(), "/count_tokens");
        break;
    case providers::Protocol::OpenAiResponses:
        if (const std::size_t at = path.rfind(kResponses); at != std::string::npos)
            return path.insert(at + kResponses.size(), "/input_tokens");
        break;
    case providers::Protocol::Gemini:
    case providers::Protocol::Vertex:
        if (const std::size_t at = path.rfind(kGenerate); at != std::string::npos)
            return path.replace(at, kGenerate.size(), ":countTokens");
        break;
    case providers::Protocol::VertexAnthropic: // the model is in the body
        if (const std::size_t at = path.rfind(kPredict); at != std::string::npos)
            return path.replace(at, kPredict.size(), "count-tokens:rawPredict");
        break;
    default: break;
    }
    return {};
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
    addDisposition(upstream, headers);
    return headers;
}

void markStream(http::Headers& headers)
{
    constexpr std::string_view kCaching = "cache-control";
    headers.set("x-accel-buffering", "no");
    if (!headers.hasToken(kCaching, "no-store") && !headers.hasToken(kCaching, "no-cache"))
        headers.set(kCaching, "no-cache");
}

} // namespace gateway::exchange
