#include "demo.h"

#include "gateway/core/json/json.h"

#include <QResource>
#include <QString>

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

static void initDemoResource() { Q_INIT_RESOURCE(demo); }

namespace gateway::providers {

namespace {

namespace dom = simdjson::dom;

constexpr Milliseconds kFirstToken{250};
constexpr Milliseconds kBetweenTokens{40}; // 25 tokens a second
constexpr int kRetryAfter_s = 20;
// Deterministic responses cannot contain the current time: 2026-01-01T00:00:00Z.
constexpr std::int64_t kCreated_s = 1767225600;
constexpr std::string_view kModel = "demo";
constexpr std::string_view kRateLimitedModel = "demo-rate-limited";
constexpr std::string_view kDownModel = "demo-down";

/// The parts of a request that the demo uses.
struct DemoRequest {
    bool isStream = false;
    bool wantsUsage = false;
    bool isChinese = false; ///< the last message of the user has a Chinese, Japanese or Korean character
    std::int64_t promptTokens = 0;
    std::optional<std::int64_t> maxTokens;
};

// ---- counting and cutting text

/// Removes the next character from the front of UTF-8 text; U+FFFD for an invalid byte.
char32_t nextCharacter(std::string_view& text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1
        : first >> 5 == 0x6                 ? 2
        : first >> 4 == 0xe                 ? 3
        : first >> 3 == 0x1e                ? 4
                                            : 0;
    if (length == 0 || length > text.size()) {
        text.remove_prefix(1);
        return U'\uFFFD';
    }
    char32_t character = length == 1 ? first : first & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i)
        character = character << 6 | (byte(i) & 0x3fu);
    text.remove_prefix(length);
    return character;
}

bool isIdeograph(char32_t c)
{
    return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af)
        || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

struct TextMeasure {
    std::int64_t ideographs = 0;
    std::int64_t others = 0;
};

TextMeasure measure(std::string_view text)
{
    TextMeasure measured;
    while (!text.empty())
        ++(isIdeograph(nextCharacter(text)) ? measured.ideographs : measured.others);
    return measured;
}

/// The demo's token count: one for each ideograph, one for each started group of four other characters.
std::int64_t tokensOf(std::string_view text)
{
    const TextMeasure measured = measure(text);
    return measured.ideographs + (measured.others + 3) / 4;
}

/// The tokens of the answer: a word with the space before it, or one or two ideographs with the punctuation after them.
/// Joined, they are `text`.
std::vector<std::string_view> tokensIn(std::string_view text)
{
    std::vector<std::string_view> tokens;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view begin = rest;
        const bool isChinese = isIdeograph(nextCharacter(rest));
        for (int taken = 1; !rest.empty(); ++taken) {
            std::string_view ahead = rest;
            const char32_t c = nextCharacter(ahead);
            const bool isPunctuation = c >= 0x80 && !isIdeograph(c);
            if (isChinese ? !isPunctuation && (taken >= 2 || !isIdeograph(c)) : c == U' ' || isIdeograph(c))
                break;
            rest = ahead;
        }
        tokens.push_back(begin.substr(0, begin.size() - rest.size()));
    }
    return tokens;
}

// ---- reading the request

/// Calls `use` with each text of a message's content, a string or a list of parts.
template <class Use> void forEachText(const dom::element& message, Use use)
{
    std::string_view text;
    dom::array parts;
    if (message["content"].get(text) == simdjson::SUCCESS) {
        use(text);
    } else if (message["content"].get(parts) == simdjson::SUCCESS) {
        for (const dom::element part : parts)
            if (part["text"].get(text) == simdjson::SUCCESS)
                use(text);
    }
}

void readMessage(const dom::element& message, DemoRequest& request)
{
    std::string_view role;
    const bool isUser = message["role"].get(role) == simdjson::SUCCESS && role == "user";
    bool isChinese = false;
    forEachText(message, [&](std::string_view text) {
        request.promptTokens += tokensOf(text);
        isChinese = isChinese || measure(text).ideographs > 0;
    });
    if (isUser)
        request.isChinese = isChinese;
}

Result<DemoRequest> readRequest(std::string_view body)
{
    dom::parser parser;
    dom::element root;
    const simdjson::padded_string padded(body);
    if (parser.parse(padded).get(root) != simdjson::SUCCESS || !root.is_object())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The body is not a JSON object.")});
    DemoRequest request;
    dom::array messages;
    if (root["messages"].get(messages) != simdjson::SUCCESS || messages.size() == 0) {
        Error error{ErrorKind::InvalidRequest, QT_TRANSLATE_NOOP("Error", "\"messages\" is missing: send a list with at least one message.")};
        error.param = "messages";
        return failure(std::move(error));
    }
    for (const dom::element message : messages)
        readMessage(message, request);
    bool flag = false;
    request.isStream = root["stream"].get(flag) == simdjson::SUCCESS && flag;
    request.wantsUsage = root["stream_options"]["include_usage"].get(flag) == simdjson::SUCCESS && flag;
    std::int64_t limit = 0;
    for (const std::string_view field : {"max_completion_tokens", "max_tokens"})
        if (!request.maxTokens && root[field].get(limit) == simdjson::SUCCESS && limit > 0)
            request.maxTokens = limit;
    return request;
}

// ---- choosing the answer

/// FNV-1a. Source: "The FNV Non-Cryptographic Hash Algorithm", draft-eastlake-fnv.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

std::string idOf(std::uint64_t hash)
{
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "chatcmpl-demo%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

std::string replyText(const DemoRequest& request, std::uint64_t hash)
{
    initDemoResource();
    const QByteArray data = QResource(QStringLiteral(":/demo/replies.json")).uncompressedData();
    const Result<Json> replies = parseJson({data.constData(), static_cast<std::size_t>(data.size())});
    if (!replies)
        return "Hello from the Signalbox demo.";
    const Json& texts = (*replies)[request.isChinese ? "zh" : "en"];
    std::string text = texts[hash % texts.size()].get<std::string>();
    static constexpr std::string_view kPlace = "{prompt_tokens}";
    if (const auto at = text.find(kPlace); at != std::string::npos)
        text.replace(at, kPlace.size(), std::to_string(request.promptTokens));
    return text;
}

/// The answer, truncated to the request's limit.
struct DemoAnswer {
    std::string id;
    std::string model;
    std::string text;
    std::vector<std::string_view> tokens; ///< in `text`
    std::string_view finishReason = "stop";
    Json usage;
};

void compose(DemoAnswer& answer, const DemoRequest& request, std::string_view model, std::string_view body)
{
    const std::uint64_t hash = hashOf(body);
    answer.id = idOf(hash);
    answer.model = model;
    answer.text = replyText(request, hash);
    answer.tokens = tokensIn(answer.text);
    if (request.maxTokens && *request.maxTokens < static_cast<std::int64_t>(answer.tokens.size())) {
        answer.tokens.resize(static_cast<std::size_t>(*request.maxTokens));
        answer.finishReason = "length";
    }
    const auto output = static_cast<std::int64_t>(answer.tokens.size());
    answer.usage = Json{{"prompt_tokens", request.promptTokens},
                        {"completion_tokens", output},
                        {"total_tokens", request.promptTokens + output}};
}

// ---- the wire format
// Source: OpenAI API reference, "The chat completion object" and "The chat
// completion chunk object".

std::string chunk(const DemoAnswer& answer, const Json& choices, const Json* usage, bool hasUsageField)
{
    Json object{{"id", answer.id},
                {"object", "chat.completion.chunk"},
                {"created", kCreated_s},
                {"model", answer.model},
                {"choices", choices}};
    if (hasUsageField)
        object["usage"] = usage ? *usage : Json();
    return "data: " + gateway::toText(object) + "\n\n";
}

std::string deltaChunk(const DemoAnswer& answer, const Json& delta, const Json& finishReason, bool hasUsageField)
{
    const Json choice{{"index", 0}, {"delta", delta}, {"logprobs", nullptr}, {"finish_reason", finishReason}};
    return chunk(answer, Json::array({choice}), nullptr, hasUsageField);
}

void writeStream(DemoReply& reply, const DemoAnswer& answer, bool wantsUsage)
{
    reply.headers = {{"content-type", "text/event-stream; charset=utf-8"}, {"cache-control", "no-cache"}};
    const Json role{{"role", "assistant"}, {"content", ""}};
    reply.pieces.push_back({kFirstToken, deltaChunk(answer, role, nullptr, wantsUsage)});
    Milliseconds after{0}; // the first token follows the role immediately
    for (const std::string_view token : answer.tokens) {
        reply.pieces.push_back({after, deltaChunk(answer, Json{{"content", std::string(token)}}, nullptr, wantsUsage)});
        after = kBetweenTokens;
    }
    std::string end = deltaChunk(answer, Json::object(), std::string(answer.finishReason), wantsUsage);
    if (wantsUsage)
        end += chunk(answer, Json::array(), &answer.usage, true);
    reply.pieces.push_back({Milliseconds{0}, end + "data: [DONE]\n\n"});
}

void writeWhole(DemoReply& reply, const DemoAnswer& answer)
{
    std::string text;
    for (const std::string_view token : answer.tokens)
        text += token;
    const Json message{{"role", "assistant"}, {"content", text}, {"refusal", nullptr}};
    const Json choice{{"index", 0}, {"message", message}, {"logprobs", nullptr},
                      {"finish_reason", std::string(answer.finishReason)}};
    const Json object{{"id", answer.id},
                      {"object", "chat.completion"},
                      {"created", kCreated_s},
                      {"model", answer.model},
                      {"choices", Json::array({choice})},
                      {"usage", answer.usage}};
    reply.headers = {{"content-type", "application/json"}};
    reply.pieces.push_back({kFirstToken, gateway::toText(object)});
}

DemoReply errorReply(int status, const std::string& message, const char* type, const Json& param, const Json& code)
{
    DemoReply reply;
    reply.status = status;
    reply.headers = {{"content-type", "application/json"}};
    const Json error{{"message", message}, {"type", type}, {"param", param}, {"code", code}};
    reply.pieces.push_back({Milliseconds{0}, gateway::toText(Json{{"error", error}})});
    return reply;
}

DemoReply rateLimitedReply()
{
    DemoReply reply = errorReply(429, "The demo provider is rate-limited on purpose. Try again in "
                                          + std::to_string(kRetryAfter_s) + " seconds, or ask for the model demo.",
                                 "requests", nullptr, "rate_limit_exceeded");
    reply.headers.emplace_back("retry-after", std::to_string(kRetryAfter_s));
    return reply;
}

} // namespace

DemoReply demoReply(std::string_view model, std::string_view body)
{
    DemoReply reply;
    if (model == kDownModel) {
        reply.isUnreachable = true;
        return reply;
    }
    if (model == kRateLimitedModel)
        return rateLimitedReply();
    if (model != kModel)
        return errorReply(404, "The demo provider has no model \"" + std::string(model)
                                   + "\": it has demo, demo-rate-limited and demo-down.",
                          "invalid_request_error", "model", "model_not_found");
    const Result<DemoRequest> request = readRequest(body);
    if (!request)
        return errorReply(400, request.error().text(), "invalid_request_error",
                          request.error().param.empty() ? Json() : Json(request.error().param), nullptr);
    DemoAnswer answer;
    compose(answer, *request, model, body);
    if (request->isStream)
        writeStream(reply, answer, request->wantsUsage);
    else
        writeWhole(reply, answer);
    return reply;
}

} // namespace gateway::providers
