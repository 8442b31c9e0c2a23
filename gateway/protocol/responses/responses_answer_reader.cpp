#include "responses_answer_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/reported_cost.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::responses {

namespace {

struct Place {
    const std::string& idBase;
    std::size_t number;
    Json& logProbs;
};

void readText(const Json& item, const Json& part, std::vector<Part>& out, Json& logProbs)
{
    Text text;
    text.text = json::textOf(part, "text");
    text.itemId = json::textOf(item, "id");
    text.phase = json::textOf(item, "phase");
    if (const Json& annotations = json::listOf(part, "annotations"); !annotations.empty()) {
        text.annotations = annotations;
        text.origin = Format::OpenAiResponses;
    }
    for (const Json& each : json::listOf(part, "logprobs"))
        logProbs["content"].push_back(each);
    out.push_back({std::move(text), {}});
}

void readMessage(const Json& item, const Place& place, std::vector<Part>& out)
{
    for (const Json& part : json::listOf(item, "content")) {
        const std::string_view type = json::textOf(part, "type");
        if (type == "refusal")
            out.push_back({Refusal{json::textOf(part, "refusal"), json::textOf(item, "id")}, {}});
        else if (json::findField(part, "text"))
            readText(item, part, out, place.logProbs);
    }
}

void readCall(const Json& item, const Place& place, std::vector<Part>& out)
{
    ToolCall call;
    call.isFreeForm = json::textOf(item, "type") == "custom_tool_call";
    call.id = json::textOf(item, "call_id");
    call.hasOwnId = !call.id.empty();
    if (!call.hasOwnId)
        call.id = madeCallId(place.idBase, place.number);
    call.name = json::textOf(item, "name");
    call.nameSpace = json::textOf(item, "namespace");
    call.itemId = json::textOf(item, "id");
    const Json* const input = json::findField(item, call.isFreeForm ? "input" : "arguments");
    if (input)
        call.input = input->is_string() ? input->get<std::string>() : toText(*input);
    out.push_back({std::move(call), {}});
}

void readReasoning(const Json& item, const Place&, std::vector<Part>& out)
{
    Thinking thinking;
    thinking.origin = Format::OpenAiResponses;
    thinking.id = json::textOf(item, "id");
    for (const Json& part : json::listOf(item, "summary"))
        thinking.summary.push_back(json::textOf(part, "text"));
    for (const Json& part : json::listOf(item, "content"))
        thinking.text += json::textOf(part, "text");
    thinking.encrypted = json::textOf(item, "encrypted_content");
    out.push_back({std::move(thinking), {}});
}

void readOpaque(const Json& item, const Place&, std::vector<Part>& out)
{
    if (item.is_object())
        out.push_back({Opaque{Format::OpenAiResponses, item}, {}});
}

/// An image is an image for every client. Source: openai-node responses.ts, ImageGenerationCall.
void readPicture(const Json& item, const Place& place, std::vector<Part>& out)
{
    const std::string_view data = json::textOf(item, "result");
    if (data.empty())
        return readOpaque(item, place, out);
    Media media;
    media.kind = Media::Kind::Image;
    media.data = data;
    const std::string_view format = json::textOf(item, "output_format");
    media.mediaType = format.empty() ? "image/png" : "image/" + std::string(format);
    out.push_back({std::move(media), {}});
}

struct ItemRow {
    std::string_view type;
    void (*read)(const Json& item, const Place& place, std::vector<Part>& out);
};
constexpr std::array kItems{ItemRow{"message", readMessage}, ItemRow{"function_call", readCall},
    ItemRow{"custom_tool_call", readCall}, ItemRow{"reasoning", readReasoning},
    ItemRow{"image_generation_call", readPicture}};

Error upstreamError(const AnswerError& said)
{
    Error error;
    error.kind = ErrorKind::UpstreamError;
    error.message = said.message.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "The provider reported an error without a message.")) : asIs(said.message);
    error.detail = said.code.empty() ? said.type : said.code;
    error.status = said.status;
    return error;
}

bool isFailure(std::string_view status) { return status == "failed" || status == "cancelled"; }

} // namespace

std::string madeCallId(const std::string& idBase, std::size_t number)
{
    return "call_" + asciiLower(idBase) + '_' + std::to_string(number);
}

std::int64_t createdOf(const Json& response)
{
    return json::countOf(response, "created_at").value_or(json::countOf(response, "created").value_or(0));
}

std::vector<Part> outputParts(const Json& item, const std::string& idBase, std::size_t number, Json& logProbs)
{
    std::vector<Part> parts;
    const Place place{idBase, number, logProbs};
    const std::string_view type = json::textOf(item, "type");
    for (const ItemRow& row : kItems)
        if (row.type == type) {
            row.read(item, place, parts);
            return parts;
        }
    readOpaque(item, place, parts);
    return parts;
}

namespace {

// Sources: developers.openai.com, "Web search" (a call's action: only searches are charged), "Pricing", built-in tools.
// Read 2026-11-23.
constexpr std::array<std::string_view, 3> kChargedItems{"file_search_call", "code_interpreter_call", "image_generation_call"};

/// What is charged in addition to the tokens.
void takeTools(const Json& response, TokenUsage& usage)
{
    for (const Json& item : json::listOf(response, "output")) {
        const std::string_view type = json::textOf(item, "type");
        const Json* const action = type == "web_search_call" ? json::findField(item, "action") : nullptr;
        if (type == "web_search_call" && (!action || json::textOf(*action, "type") == "search"))
            usage.webSearches = usage.webSearches.value_or(0) + 1;
        usage.hasUncounted = usage.hasUncounted || std::ranges::find(kChargedItems, type) != kChargedItems.end();
    }
}

} // namespace

TokenUsage usageIn(const Json& response)
{
    TokenUsage usage;
    usage.tellTier(json::textOf(response, "service_tier"));
    const Json* const told = json::findField(response, "usage");
    if (!told || !told->is_object())
        return usage;
    const Json* const ins = json::findField(*told, "input_tokens_details");
    const Json* const outs = json::findField(*told, "output_tokens_details");
    const auto input = json::countOf(*told, "input_tokens");
    const auto output = json::countOf(*told, "output_tokens");
    const auto cached = ins ? json::countOf(*ins, "cached_tokens") : std::nullopt;
    const auto written = ins ? json::countOf(*ins, "cache_write_tokens") : std::nullopt;
    const auto reasoning = outs ? json::countOf(*outs, "reasoning_tokens") : std::nullopt;
    if (input || output)
        usage.origin = UsageOrigin::Reported;
    if (cached)
        usage.cachedInput = Tokens{*cached};
    if (written)
        usage.cacheWrite = Tokens{*written};
    // read from a cache that the client created explicitly, which has a price of its own
    else if (ins && json::textOf(*ins, "cache_type") == "ephemeral")
        usage.cacheWrite = Tokens{};
    if (reasoning)
        usage.reasoning = Tokens{*reasoning};
    const bool isInputSplit = input && usage.splitInput(Tokens{*input});
    const bool isOutputSplit = output && usage.splitOutput(Tokens{*output});
    const auto within = [](const Json* details, const char* name, Tokens all) {
        const auto count = details ? json::countOf(*details, name) : std::nullopt;
        return count ? std::optional(std::min(Tokens{*count}, all)) : std::nullopt;
    };
    usage.audioInput = within(ins, "audio_tokens", usage.totalInput());
    usage.imageInput = within(ins, "image_tokens", usage.totalInput());
    usage.audioOutput = within(outs, "audio_tokens", usage.output.value_or(Tokens{}));
    usage.imageOutput = within(outs, "image_tokens", usage.output.value_or(Tokens{}));
    if (isInputSplit)
        usage.doubtInput();
    if (isOutputSplit)
        usage.doubtOutput();
    usage.reportedCost = costIn(*told);
    takeTools(response, usage);
    return usage;
}

AnswerError errorIn(const Json& object)
{
    const Json* const inner = json::findField(object, "error");
    const Json& from = inner && inner->is_object() ? *inner : object;
    AnswerError error;
    error.message = inner && inner->is_string() ? inner->get<std::string>() : json::textOf(from, "message");
    error.type = json::textOf(from, "type");
    if (error.type == "error") // the event's own type
        error.type.clear();
    const Json* const code = json::findField(from, "code");
    if (code)
        error.code = code->is_string() ? code->get<std::string>() : toText(*code);
    if (code && code->is_number_integer())
        error.status = static_cast<int>(std::clamp<std::int64_t>(code->get<std::int64_t>(), 0, 599));
    return error;
}

StopReason stopOf(const Json& response, const std::vector<Part>& parts)
{
    // States in progress are included, because sometimes only the last event's type shows that the response is
    // finished.
    static constexpr std::array<std::string_view, 4> kThrough{"", "completed", "in_progress", "queued"};
    if (json::textOf(response, "status") == "incomplete") {
        const Json* const details = json::findField(response, "incomplete_details");
        const std::string_view reason = details ? json::textOf(*details, "reason") : std::string_view();
        if (reason == "content_filter")
            return StopReason::ContentFilter;
        return reason.empty() || reason == "max_output_tokens" ? StopReason::Length : StopReason::CutShort;
    }
    // A model that refuses in its own words has finished, as in chat, which has "stop" with a refusal. Source: OpenAI,
    // "Structured model outputs", Refusals; read 2026-11-22.
    const bool hasCalls = std::any_of(parts.begin(), parts.end(),
        [](const Part& part) { return std::holds_alternative<ToolCall>(part.content); });
    if (hasCalls)
        return StopReason::ToolCalls;
    const std::string_view status = json::textOf(response, "status");
    return std::ranges::find(kThrough, status) == kThrough.end() ? StopReason::Other : StopReason::Stop;
}

std::string causeOf(const Json& response, StopReason stop)
{
    if (!hasCause(stop))
        return {};
    const Json* const details = json::findField(response, "incomplete_details");
    std::string reason = details ? json::textOf(*details, "reason") : std::string();
    return reason.empty() ? json::textOf(response, "status") : reason;
}

Result<ModelAnswer> readResponsesAnswer(const Json& body, const std::string& idBase)
{
    const std::string_view status = json::textOf(body, "status");
    if (json::findField(body, "error") || isFailure(status))
        return failure(upstreamError(errorIn(body)));
    const Json* const output = json::findField(body, "output");
    if (!output || !output->is_array())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains no \"output\".")});
    if (status == "queued" || status == "in_progress")
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer is not complete.")});
    ModelAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.model = json::textOf(body, "model");
    answer.created_s = createdOf(body);
    answer.serviceTier = json::textOf(body, "service_tier");
    answer.usage = usageIn(body);
    Choice choice;
    std::size_t number = 0;
    for (const Json& item : *output)
        for (Part& part : outputParts(item, idBase, number++, choice.logProbs))
            choice.parts.push_back(std::move(part));
    choice.stop = stopOf(body, choice.parts);
    choice.cause = causeOf(body, choice.stop);
    answer.choices.push_back(std::move(choice));
    return answer;
}

} // namespace gateway::protocol::responses
