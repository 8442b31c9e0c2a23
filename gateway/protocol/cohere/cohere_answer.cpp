#include "cohere_answer.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::cohere {

namespace {

struct ReasonRow {
    std::string_view word;
    StopReason stop;
};

// Source: cohere-python, src/cohere/types/chat_finish_reason.py; ERROR_LIMIT and ERROR_TOXIC are used by models before
// version 2. Read 2026-11-21.
constexpr std::array kReasons{
    ReasonRow{"COMPLETE", StopReason::Stop},
    ReasonRow{"STOP_SEQUENCE", StopReason::StopSequence},
    ReasonRow{"MAX_TOKENS", StopReason::Length},
    ReasonRow{"TOOL_CALL", StopReason::ToolCalls},
    ReasonRow{"ERROR", StopReason::Error},
    ReasonRow{"TIMEOUT", StopReason::Error},
    ReasonRow{"ERROR_LIMIT", StopReason::ContextFull},
    ReasonRow{"ERROR_TOXIC", StopReason::ContentFilter},
};

Thinking thoughtOf(std::string text)
{
    Thinking thought;
    thought.text = std::move(text);
    thought.origin = Format::Cohere;
    return thought;
}

/// The content of a message; also a plain text, as in requests.
void readContent(const Json& content, std::vector<Part>& parts)
{
    if (content.is_string()) {
        if (!content.get_ref<const std::string&>().empty())
            parts.push_back({Text{content.get<std::string>(), {}, {}}, {}});
        return;
    }
    for (const Json& item : content) {
        if (std::string thought = json::textOf(item, "thinking"); !thought.empty())
            parts.push_back({thoughtOf(std::move(thought)), {}});
        if (std::string text = json::textOf(item, "text"); !text.empty())
            parts.push_back({Text{std::move(text), {}, {}}, {}});
    }
}

/// Citations go to their text, usually the only one.
void readCitations(const Json& citations, std::vector<Part>& parts)
{
    Text* text = nullptr;
    for (Part& part : parts)
        if (auto* const found = std::get_if<Text>(&part.content))
            text = found;
    if (!text)
        return;
    for (const Json& citation : citations)
        if (isOfText(citation)) {
            text->annotations.push_back(citation);
            text->origin = Format::Cohere;
        }
}

Json logProbsOfAll(const Json& items)
{
    Json all;
    for (const Json& item : items)
        if (Json each = logProbsOf(item); !each.is_null())
            for (Json& token : each["content"])
                all["content"].push_back(std::move(token));
    return all;
}

} // namespace

Ending endingOf(const Json& body)
{
    const std::string word = json::textOf(body, "finish_reason");
    Ending ending;
    ending.error = json::textOf(body, "error");
    const auto found =
        std::find_if(kReasons.begin(), kReasons.end(), [&](const ReasonRow& row) { return row.word == word; });
    if (found != kReasons.end())
        ending.stop = found->stop;
    else if (!word.empty())
        ending.stop = StopReason::Other;
    if (ending.stop == StopReason::Other)
        ending.cause = word;
    if (ending.stop == StopReason::Error && ending.error.empty())
        ending.error =
            word == "TIMEOUT" ? "The model took too long to answer." : "The model broke its answer off with an error.";
    return ending;
}

/// The billed tokens, if reported: the other numbers include Cohere's own prompt.
TokenUsage usageOf(const Json& usage)
{
    const Json& billed = json::fieldOf(usage, "billed_units");
    const bool isBilled = json::tokensOf(billed, "input_tokens") && json::tokensOf(billed, "output_tokens");
    const Json& counted = isBilled ? billed : json::fieldOf(usage, "tokens");
    TokenUsage result;
    result.input = json::tokensOf(counted, "input_tokens");
    result.output = json::tokensOf(counted, "output_tokens");
    if (result.input || result.output)
        result.origin = UsageOrigin::Reported;
    const auto cached = json::tokensOf(usage, "cached_tokens");
    const auto all = json::tokensOf(json::fieldOf(usage, "tokens"), "input_tokens");
    if (cached && isBilled && all && result.input && all->count - result.input->count == cached->count) {
        result.cachedInput = cached; // these were not billed
        return result;
    }
    if (cached && result.input && cached->count <= result.input->count) {
        result.cachedInput = cached;
        result.input = Tokens{result.input->count - cached->count};
    }
    return result;
}

Json logProbsOf(const Json& item)
{
    const Json& list = json::fieldOf(item, "logprobs");
    if (!list.is_array() || list.empty())
        return {};
    double sum = 0;
    for (const Json& each : list)
        sum += each.is_number() ? each.get<double>() : 0;
    Json token;
    token["token"] = json::textOf(item, "text");
    token["logprob"] = sum;
    token["top_logprobs"] = Json::array();
    return Json{{"content", Json::array({std::move(token)})}};
}

ToolCall callOf(const Json& call)
{
    const Json& function = json::fieldOf(call, "function");
    ToolCall out;
    out.id = json::textOf(call, "id");
    out.hasOwnId = !out.id.empty();
    out.name = json::textOf(function, "name");
    const Json& arguments = json::fieldOf(function, "arguments");
    out.input = arguments.is_object() ? toText(arguments) : json::textOf(function, "arguments");
    return out;
}

std::string errorTextOf(const Json& body)
{
    const Json& error = json::fieldOf(body, "error");
    if (error.is_object())
        return json::textOf(error, "message");
    return error.is_string() ? error.get<std::string>() : json::textOf(body, "message");
}

std::string madeId(const std::string& idBase, std::size_t number)
{
    return "call_" + asciiLower(idBase) + '_' + std::to_string(number);
}

bool isOfText(const Json& citation)
{
    const std::string type = json::textOf(citation, "type");
    return citation.is_object() && (type.empty() || type == "TEXT_CONTENT");
}

Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase)
{
    const Json& message = json::fieldOf(body, "message");
    if (!message.is_object()) {
        std::string text = errorTextOf(body);
        return text.empty() ? failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains no message.")})
                            : failure(ErrorKind::UpstreamError, asIs(std::move(text)));
    }
    const Ending ending = endingOf(body);
    if (!ending.error.empty())
        return failure(ErrorKind::UpstreamError, asIs(ending.error));
    Choice choice;
    if (std::string plan = json::textOf(message, "tool_plan"); !plan.empty())
        choice.parts.push_back({thoughtOf(std::move(plan)), {}});
    readContent(json::fieldOf(message, "content"), choice.parts);
    readCitations(json::fieldOf(message, "citations"), choice.parts);
    std::size_t made = 0;
    bool hasCalls = false;
    for (const Json& each : json::fieldOf(message, "tool_calls")) {
        ToolCall call = callOf(each);
        if (!call.hasOwnId)
            call.id = madeId(idBase, made++);
        hasCalls = true;
        choice.parts.push_back({std::move(call), {}});
    }
    choice.stop = hasCalls && ending.stop != StopReason::Length ? StopReason::ToolCalls : ending.stop;
    choice.cause = hasCause(choice.stop) ? ending.cause : std::string();
    choice.logProbs = logProbsOfAll(json::fieldOf(body, "logprobs"));
    ModelAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.usage = readUsage(body);
    answer.choices.push_back(std::move(choice));
    return answer;
}

TokenUsage readUsage(const Json& body) { return usageOf(json::fieldOf(body, "usage")); }

} // namespace gateway::protocol::cohere
