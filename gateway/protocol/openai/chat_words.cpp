#include "chat_answer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/media_text.h"
#include "gateway/protocol/reported_cost.h"
#include "gateway/protocol/upstream_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace gateway::protocol::openai {

namespace {

struct StopWord {
    std::string_view word;
    StopReason stop;
};

// Sources: OpenAI API reference; DeepSeek "Create Chat Completion"; Zhipu "Chat Completions";
// Mistral, Together and OpenRouter API references; vLLM and SGLang sources. Read 2026-11.
constexpr std::array kStopWords{
    StopWord{"stop", StopReason::Stop},
    StopWord{"length", StopReason::Length},
    StopWord{"tool_calls", StopReason::ToolCalls},
    StopWord{"content_filter", StopReason::ContentFilter},
    StopWord{"function_call", StopReason::ToolCalls},
    StopWord{"eos", StopReason::Stop},
    StopWord{"eos_token", StopReason::Stop},
    StopWord{"normal", StopReason::Stop}, // Baidu Qianfan, "Chat"; read 2026-11-28
    StopWord{"complete", StopReason::Stop},
    StopWord{"completed", StopReason::Stop},
    StopWord{"end_turn", StopReason::Stop},
    StopWord{"stop_sequence", StopReason::StopSequence},
    StopWord{"max_tokens", StopReason::Length},
    StopWord{"model_length", StopReason::ContextFull},
    StopWord{"model_context_window_exceeded", StopReason::ContextFull},
    StopWord{"sensitive", StopReason::ContentFilter},
    StopWord{"safety", StopReason::ContentFilter},
    StopWord{"refusal", StopReason::Refusal},
    StopWord{"error", StopReason::Error},
    StopWord{"abort", StopReason::Error},
    StopWord{"network_error", StopReason::Error},
    StopWord{"insufficient_system_resource", StopReason::Error},
};

/// Google's "function_call_filter: MALFORMED_FUNCTION_CALL". Source: coder/coder pull request 28470; read 2026-11-22.
constexpr std::string_view kFiltered = "function_call_filter";

struct FinishWord {
    StopReason stop;
    const char* word;
};

constexpr std::array kFinishWords{
    FinishWord{StopReason::Length, "length"},
    FinishWord{StopReason::ContextFull, "length"},
    FinishWord{StopReason::CutShort, "length"},
    FinishWord{StopReason::ToolCalls, "tool_calls"},
    FinishWord{StopReason::ContentFilter, "content_filter"},
    FinishWord{StopReason::Refusal, "content_filter"},
    FinishWord{StopReason::Error, "error"},
};

void takeCounts(const Json& object, OpenAiCounts& counts, OpenAiCounts::Place place)
{
    for (const auto& [key, value] : object.items())
        if (value.is_number())
            counts.take(key, value.get<double>(), place);
        else if (const auto inner = value.is_object() ? OpenAiCounts::placeIn(place, key) : std::nullopt)
            takeCounts(value, counts, *inner);
}

/// The position of a source in the text, as far as it is known.
Json annotationOf(const Json& from)
{
    if (json::findObject(from, "url_citation"))
        return from;
    const std::string url = json::textOf(from, "url");
    if (url.empty())
        return {};
    Json citation;
    for (const char* const place : {"start_index", "end_index"}) {
        const auto found = from.find(place);
        citation[place] = found != from.end() && found->is_number() ? *found : Json(0);
    }
    citation["url"] = url;
    citation["title"] = json::textOf(from, "title");
    return Json{{"type", "url_citation"}, {"url_citation", std::move(citation)}};
}

bool isSaid(const Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return false;
    return found->is_string() ? !found->get_ref<const std::string&>().empty()
                              : !(found->is_structured() && found->empty());
}

} // namespace

StopReason stopReasonOf(std::string_view word)
{
    const auto known =
        std::find_if(kStopWords.begin(), kStopWords.end(), [&](const StopWord& each) { return each.word == word; });
    if (known != kStopWords.end())
        return known->stop;
    if (word.empty())
        return StopReason::Unknown;
    if (word.starts_with(kFiltered))
        return StopReason::Error;
    const std::string lower = asciiLower(word);
    return lower != word ? stopReasonOf(lower) : StopReason::Other; // STOP, SAFETY: Google's own reasons
}

const char* finishReason(StopReason stop, bool hasCalls)
{
    const auto known = std::find_if(
        kFinishWords.begin(), kFinishWords.end(), [&](const FinishWord& each) { return each.stop == stop; });
    if (known != kFinishWords.end())
        return known->word;
    if (stop == StopReason::Pause && !hasCalls) // the answer is incomplete
        return "length";
    return hasCalls ? "tool_calls" : "stop";
}

std::optional<TokenUsage> chatUsage(const Json& usage)
{
    if (!usage.is_object())
        return std::nullopt;
    OpenAiCounts counts;
    takeCounts(usage, counts, OpenAiCounts::Place::Usage);
    if (!counts.isUsage())
        return std::nullopt;
    TokenUsage read = counts.usage();
    read.reportedCost = costIn(usage);
    if (!json::textOf(usage, kSearchedFor.data()).empty())
        takeSearchedFor(read);
    return read;
}

Json chatUsage(const TokenUsage& usage)
{
    if (usage == TokenUsage{})
        return {};
    Json json;
    json["prompt_tokens"] = usage.totalInput().count;
    json["completion_tokens"] = usage.totalOutput().count;
    json["total_tokens"] = (usage.totalInput() + usage.totalOutput()).count;
    if (usage.cachedInput)
        json["prompt_tokens_details"]["cached_tokens"] = usage.cachedInput->count;
    if (usage.cacheWrite)
        json["prompt_tokens_details"]["cache_write_tokens"] = usage.cacheWrite->count;
    if (usage.audioInput)
        json["prompt_tokens_details"]["audio_tokens"] = usage.audioInput->count;
    if (usage.reasoning)
        json["completion_tokens_details"]["reasoning_tokens"] = usage.reasoning->count;
    if (usage.audioOutput)
        json["completion_tokens_details"]["audio_tokens"] = usage.audioOutput->count;
    return json;
}

namespace {

/// Whether it has only a message, or says that it is an error: other stream events may have a message, too.
bool isErrorMessage(const Json& event)
{
    const std::string type = json::textOf(event, "type");
    const bool isNamed = json::textOf(event, "object") == "error" || type.ends_with("rror") || type.ends_with("xception");
    return isNamed || isSaid(event, "code") || event.size() == 1;
}

} // namespace

/// As `error`; without it, as vLLM and Alibaba send it; or as MiniMax's base_resp, where 0 means success.
std::optional<AnswerError> chatError(const Json& body, ErrorPlace place)
{
    if (!body.is_object())
        return std::nullopt;
    const bool hasError = isSaid(body, "error");
    const bool hasAnswer = isSaid(body, "choices") || isSaid(body, "usage");
    if (!hasError && hasAnswer)
        return std::nullopt;
    const Json* const base = json::findObject(body, "base_resp");
    const bool isBase = base && base->contains("status_code") && (*base)["status_code"] != 0;
    const bool isMessage = isSaid(body, "message") && (place == ErrorPlace::Answer || isErrorMessage(body));
    const bool isBare = isMessage || isSaid(body, "error_msg") || isBase;
    if (!hasError && !isBare)
        return std::nullopt;
    UpstreamError error = readUpstreamError(toText(hasError ? Json{{"error", body["error"]}} : body));
    AnswerError result{std::move(error.message), std::move(error.type), std::move(error.code), 0};
    if (result.message.empty())
        result.message = "The provider answered with an error.";
    int status = 0;
    const auto [end, failed] = std::from_chars(result.code.data(), result.code.data() + result.code.size(), status);
    if (failed == std::errc() && end == result.code.data() + result.code.size() && status >= 400 && status <= 599)
        result.status = status;
    return result;
}

Json chatError(const AnswerError& error)
{
    Json inner;
    inner["message"] = error.message;
    inner["type"] = error.type.empty() ? "server_error" : error.type;
    inner["param"] = nullptr;
    inner["code"] = error.code.empty() ? Json() : Json(error.code);
    return Json{{"error", std::move(inner)}};
}

Json chatAnnotations(const Json& annotations)
{
    Json list;
    if (annotations.is_array())
        for (const Json& each : annotations)
            if (Json annotation = each.is_object() ? annotationOf(each) : Json(); !annotation.is_null())
                list.push_back(std::move(annotation));
    return list;
}

namespace {

/// Adds the bytes of the token's text.
void addBytes(Json& token)
{
    const auto text = token.is_object() ? token.find("token") : token.end();
    if (!token.is_object() || token.contains("bytes") || text == token.end() || !text->is_string())
        return;
    Json bytes = Json::array();
    for (const char c : text->get<std::string>())
        bytes.push_back(static_cast<unsigned char>(c));
    token["bytes"] = std::move(bytes);
}

} // namespace

Json chatLogProbs(Json logProbs)
{
    if (!logProbs.is_object())
        return logProbs;
    for (const char* const list : {"content", "refusal"}) {
        Json& tokens = logProbs[list]; // null if missing
        if (!tokens.is_array())
            continue;
        for (Json& token : tokens) {
            addBytes(token);
            if (token.is_object() && token.contains("top_logprobs") && token["top_logprobs"].is_array())
                for (Json& other : token["top_logprobs"])
                    addBytes(other);
        }
    }
    return logProbs;
}

std::string madeCallId(const std::string& idBase, std::size_t number)
{
    return "call_" + asciiLower(idBase) + "_" + std::to_string(number);
}

Media readAnswerAudio(const Json& audio)
{
    Media media;
    media.kind = Media::Kind::Audio;
    media.fileId = json::textOf(audio, "id");
    media.data = json::textOf(audio, "data");
    media.transcript = json::textOf(audio, "transcript");
    return media;
}

std::optional<Media> readAnswerImage(const Json& image)
{
    const Json* const link = image.is_object() ? json::findObject(image, "image_url") : nullptr;
    Media media;
    const std::string url = link ? json::textOf(*link, "url") : std::string();
    return !url.empty() && setUrl(media, url) ? std::optional(std::move(media)) : std::nullopt;
}

void writeAnswerMedia(const Media& media, Json& message)
{
    if (media.kind == Media::Kind::Audio) {
        Json& audio = message["audio"];
        audio["id"] = media.fileId;
        audio["data"] = media.data;
        audio["transcript"] = media.transcript;
    } else if (std::string url = urlOf(media); !url.empty()) {
        Json image;
        image["type"] = "image_url";
        image["image_url"]["url"] = std::move(url);
        message["images"].push_back(std::move(image));
    }
}

bool isUnknownPart(const Json& part)
{
    constexpr std::array<std::string_view, 5> kKnownParts{"", "text", "output_text", "thinking", "reasoning"};
    return std::ranges::find(kKnownParts, json::textOf(part, "type")) == kKnownParts.end() && json::textOf(part, "text").empty();
}

int chatIndex(const Json& object, int otherwise)
{
    const auto index = object.find("index");
    return index != object.end() && index->is_number_integer() ? index->get<int>() : otherwise;
}

} // namespace gateway::protocol::openai
