#include "answer_reader.h"

#include "json_fields.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/loose_fields.h"

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
    text.text = stringOf(part, "text");
    text.itemId = stringOf(item, "id");
    text.phase = stringOf(item, "phase");
    if (const Json& annotations = listOf(part, "annotations"); !annotations.empty()) {
        text.annotations = annotations;
        text.origin = Format::OpenAiResponses;
    }
    for (const Json& each : listOf(part, "logprobs"))
        logProbs["content"].push_back(each);
    out.push_back({std::move(text), {}});
}

void readMessage(const Json& item, const Place& place, std::vector<Part>& out)
{
    for (const Json& part : listOf(item, "content")) {
        const std::string_view type = textOf(part, "type");
        if (type == "refusal")
            out.push_back({Refusal{stringOf(part, "refusal"), stringOf(item, "id")}, {}});
        else if (fieldOf(part, "text"))
            readText(item, part, out, place.logProbs);
    }
}

void readCall(const Json& item, const Place& place, std::vector<Part>& out)
{
    ToolCall call;
    call.isFreeForm = textOf(item, "type") == "custom_tool_call";
    call.id = stringOf(item, "call_id");
    call.hasOwnId = !call.id.empty();
    if (!call.hasOwnId)
        call.id = madeCallId(place.idBase, place.number);
    call.name = stringOf(item, "name");
    call.nameSpace = stringOf(item, "namespace");
    call.itemId = stringOf(item, "id");
    const Json* const input = fieldOf(item, call.isFreeForm ? "input" : "arguments");
    if (input)
        call.input = input->is_string() ? input->get<std::string>() : toText(*input);
    out.push_back({std::move(call), {}});
}

void readReasoning(const Json& item, const Place&, std::vector<Part>& out)
{
    Thinking thinking;
    thinking.origin = Format::OpenAiResponses;
    thinking.id = stringOf(item, "id");
    for (const Json& part : listOf(item, "summary"))
        thinking.summary.push_back(stringOf(part, "text"));
    for (const Json& part : listOf(item, "content"))
        thinking.text += textOf(part, "text");
    thinking.encrypted = stringOf(item, "encrypted_content");
    out.push_back({std::move(thinking), {}});
}

void readOpaque(const Json& item, const Place&, std::vector<Part>& out)
{
    if (item.is_object())
        out.push_back({Opaque{Format::OpenAiResponses, item}, {}});
}

/// A picture is one for every client. Source: openai-node responses.ts, ImageGenerationCall.
void readPicture(const Json& item, const Place& place, std::vector<Part>& out)
{
    const std::string_view data = textOf(item, "result");
    if (data.empty())
        return readOpaque(item, place, out);
    Media media;
    media.kind = Media::Kind::Image;
    media.data = data;
    const std::string_view format = textOf(item, "output_format");
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
    error.message = said.message.empty() ? "The provider reported an error without words." : said.message;
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
    return countOf(response, "created_at").value_or(countOf(response, "created").value_or(0));
}

std::vector<Part> outputParts(const Json& item, const std::string& idBase, std::size_t number, Json& logProbs)
{
    std::vector<Part> parts;
    const Place place{idBase, number, logProbs};
    const std::string_view type = textOf(item, "type");
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

/// What is charged beside the tokens.
void takeTools(const Json& response, TokenUsage& usage)
{
    for (const Json& item : listOf(response, "output")) {
        const std::string_view type = textOf(item, "type");
        const Json* const action = type == "web_search_call" ? fieldOf(item, "action") : nullptr;
        if (type == "web_search_call" && (!action || textOf(*action, "type") == "search"))
            usage.webSearches = usage.webSearches.value_or(0) + 1;
        usage.hasUncounted = usage.hasUncounted || std::ranges::find(kChargedItems, type) != kChargedItems.end();
    }
}

} // namespace

TokenUsage usageIn(const Json& response)
{
    TokenUsage usage;
    usage.tellTier(stringOf(response, "service_tier"));
    const Json* const told = fieldOf(response, "usage");
    if (!told || !told->is_object())
        return usage;
    const Json* const ins = fieldOf(*told, "input_tokens_details");
    const Json* const outs = fieldOf(*told, "output_tokens_details");
    const auto input = countOf(*told, "input_tokens");
    const auto output = countOf(*told, "output_tokens");
    const auto cached = ins ? countOf(*ins, "cached_tokens") : std::nullopt;
    const auto written = ins ? countOf(*ins, "cache_write_tokens") : std::nullopt;
    const auto reasoning = outs ? countOf(*outs, "reasoning_tokens") : std::nullopt;
    if (input || output)
        usage.origin = UsageOrigin::Reported;
    if (cached)
        usage.cachedInput = Tokens{*cached};
    if (written)
        usage.cacheWrite = Tokens{*written};
    else if (ins && textOf(*ins, "cache_type") == "ephemeral") // read from where a client had it written, which has a price of its own
        usage.cacheWrite = Tokens{};
    if (reasoning)
        usage.reasoning = Tokens{*reasoning};
    const bool isInputSplit = input && usage.splitInput(Tokens{*input});
    const bool isOutputSplit = output && usage.splitOutput(Tokens{*output});
    const auto within = [](const Json* details, const char* name, Tokens all) {
        const auto count = details ? countOf(*details, name) : std::nullopt;
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
    usage.toldCost = costIn(*told);
    takeTools(response, usage);
    return usage;
}

AnswerError errorIn(const Json& object)
{
    const Json* const inner = fieldOf(object, "error");
    const Json& from = inner && inner->is_object() ? *inner : object;
    AnswerError error;
    error.message = inner && inner->is_string() ? inner->get<std::string>() : stringOf(from, "message");
    error.type = stringOf(from, "type");
    if (error.type == "error") // the event's own type
        error.type.clear();
    const Json* const code = fieldOf(from, "code");
    if (code)
        error.code = code->is_string() ? code->get<std::string>() : toText(*code);
    if (code && code->is_number_integer())
        error.status = static_cast<int>(std::clamp<std::int64_t>(code->get<std::int64_t>(), 0, 599));
    return error;
}

StopReason stopOf(const Json& response, const std::vector<Part>& parts)
{
    // Those that are under way are here where only the last event's type says that it is over.
    static constexpr std::array<std::string_view, 4> kThrough{"", "completed", "in_progress", "queued"};
    if (textOf(response, "status") == "incomplete") {
        const Json* const details = fieldOf(response, "incomplete_details");
        const std::string_view reason = details ? textOf(*details, "reason") : std::string_view();
        if (reason == "content_filter")
            return StopReason::ContentFilter;
        return reason.empty() || reason == "max_output_tokens" ? StopReason::Length : StopReason::Other;
    }
    // A model that says in words of its own that it will not is through, as in chat, which says "stop" beside a refusal.
    // Source: OpenAI, "Structured model outputs", Refusals; read 2026-11-22.
    const bool hasCalls = std::any_of(parts.begin(), parts.end(),
        [](const Part& part) { return std::holds_alternative<ToolCall>(part.content); });
    if (hasCalls)
        return StopReason::ToolCalls;
    const std::string_view status = textOf(response, "status");
    return std::ranges::find(kThrough, status) == kThrough.end() ? StopReason::Other : StopReason::Stop;
}

std::string causeOf(const Json& response, StopReason stop)
{
    if (!hasCause(stop))
        return {};
    const Json* const details = fieldOf(response, "incomplete_details");
    std::string reason = details ? stringOf(*details, "reason") : std::string();
    return reason.empty() ? stringOf(response, "status") : reason;
}

Result<ModelAnswer> readResponsesAnswer(const Json& body, const std::string& idBase)
{
    const std::string_view status = textOf(body, "status");
    if (fieldOf(body, "error") || isFailure(status))
        return failure(upstreamError(errorIn(body)));
    const Json* const output = fieldOf(body, "output");
    if (!output || !output->is_array())
        return failure(ErrorKind::UpstreamProtocolError, "The provider's answer has no \"output\".");
    if (status == "queued" || status == "in_progress")
        return failure(ErrorKind::UpstreamProtocolError, "The provider's answer is not finished.");
    ModelAnswer answer;
    answer.id = stringOf(body, "id");
    answer.model = stringOf(body, "model");
    answer.created_s = createdOf(body);
    answer.serviceTier = stringOf(body, "service_tier");
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
