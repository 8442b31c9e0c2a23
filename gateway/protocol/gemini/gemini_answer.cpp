#include "gemini_answer.h"

#include "answer_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/call_arguments.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::gemini {

namespace {

void readCandidate(const Json& candidate, const std::string& idBase, int& calls, ModelAnswer& answer)
{
    Choice choice;
    const Json index = candidate.value("index", Json());
    choice.index = index.is_number_integer() ? index.get<int>() : static_cast<int>(answer.choices.size());
    const Json* parts = nullptr;
    if (const auto content = candidate.find("content"); content != candidate.end() && content->is_object())
        if (const auto found = content->find("parts"); found != content->end() && found->is_array())
            parts = &*found;
    bool hasCalls = false;
    if (parts)
        for (const Json& part : *parts) {
            if (!part.is_object())
                continue;
            auto content = contentOf(part, [&] { return callId(idBase, calls++); });
            if (!content)
                continue;
            hasCalls = hasCalls || std::holds_alternative<ToolCall>(*content);
            choice.parts.push_back({std::move(*content), {}});
        }
    if (Json annotations = annotationsOf(candidate); !annotations.is_null())
        for (auto part = choice.parts.rbegin(); part != choice.parts.rend(); ++part)
            if (auto* const text = std::get_if<Text>(&part->content)) {
                text->annotations = std::move(annotations);
                break;
            }
    choice.logProbs = logProbsOf(candidate);
    choice.stop = stopOf(json::textOf(candidate, "finishReason"), hasCalls);
    choice.cause = causeOf(candidate);
    answer.choices.push_back(std::move(choice));
}

bool isBlocked(const Json& body)
{
    const auto feedback = body.find("promptFeedback");
    return feedback != body.end() && feedback->is_object() && feedback->contains("blockReason");
}

} // namespace

std::string callId(const std::string& idBase, int n) { return "call_" + asciiLower(idBase) + '_' + std::to_string(n); }

bool showsThoughts(const AnswerContext& context)
{
    return !context.request || context.request->reasoning.isShown.value_or(false);
}

std::string thoughtText(const Thinking& thinking)
{
    if (!thinking.text.empty())
        return thinking.text;
    std::string text;
    for (const std::string& summary : thinking.summary)
        text += (text.empty() ? "" : "\n\n") + summary;
    return text;
}

TokenUsage readUsage(const Json& body)
{
    TokenUsage usage = body.is_object() ? usageOf(body.value("usageMetadata", Json())) : TokenUsage();
    if (usage.origin != UsageOrigin::Unknown) {
        usage.webSearches = webSearchesOf(body);
        usage.hasUncounted = usesMaps(body);
    }
    return usage;
}

Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase)
{
    if (const auto error = errorOf(body)) {
        Error failed;
        failed.kind = ErrorKind::UpstreamError;
        failed.message = asIs(error->message);
        failed.status = error->status;
        return failure(std::move(failed));
    }
    if (!body.is_object())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer is not a JSON object.")});
    ModelAnswer answer;
    answer.id = json::textOf(body, "responseId");
    answer.model = json::textOf(body, "modelVersion");
    answer.usage = readUsage(body);
    int calls = 0;
    if (const auto candidates = body.find("candidates"); candidates != body.end() && candidates->is_array())
        for (const Json& candidate : *candidates)
            if (candidate.is_object())
                readCandidate(candidate, idBase, calls, answer);
    if (std::ranges::any_of(answer.choices, [](const Choice& choice) { return !choice.parts.empty(); }))
        answer.usage.lackOutput();
    if (answer.choices.empty() && isBlocked(body))
        answer.choices.push_back({0, {}, StopReason::ContentFilter, {}, {}});
    if (answer.choices.empty())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains no candidates.")});
    return answer;
}

namespace {

/// A call with truncated arguments must not be executed.
void writeCall(const ToolCall& call, bool isCut, Json& parts)
{
    CallArguments arguments = argumentsOf(call);
    if (arguments.isWhole || !isCut)
        parts.push_back(callPart(call, std::move(arguments.object)));
}

void writePart(const Content& content, bool showsThoughts, Json& parts, Json& candidate)
{
    if (const auto* const text = std::get_if<Text>(&content)) {
        Json part{{"text", text->text}};
        if (!text->signature.empty())
            part["thoughtSignature"] = text->signature;
        parts.push_back(std::move(part));
        if (text->origin == Format::Gemini)
            putAnnotations(candidate, text->annotations);
    } else if (const auto* const refusal = std::get_if<Refusal>(&content)) {
        parts.push_back(Json{{"text", refusal->text}});
    } else if (const auto* const thinking = std::get_if<Thinking>(&content)) {
        std::string thought = thoughtText(*thinking);
        if (!showsThoughts || thought.empty())
            return;
        Json part{{"text", std::move(thought)}, {"thought", true}};
        if (!thinking->signature.empty() && thinking->origin == Format::Gemini)
            part["thoughtSignature"] = thinking->signature;
        parts.push_back(std::move(part));
    } else if (Json part = partOf(content); !part.is_null()) {
        parts.push_back(std::move(part));
    }
}

} // namespace

Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    Json candidates = Json::array();
    for (const Choice& choice : answer.choices) {
        Json candidate;
        Json parts = Json::array();
        Json more;
        for (const Part& part : choice.parts)
            if (const auto* const call = std::get_if<ToolCall>(&part.content))
                writeCall(*call, isBrokenOff(choice.stop), parts);
            else
                writePart(part.content, showsThoughts(context), parts, more);
        candidate["content"] = Json{{"parts", std::move(parts)}, {"role", "model"}};
        putFinish(candidate, choice.stop, choice.cause);
        candidate["index"] = choice.index;
        if (!more.is_null())
            candidate.update(more);
        putLogProbs(candidate, choice.logProbs, true);
        candidates.push_back(std::move(candidate));
    }
    Json body{{"candidates", std::move(candidates)}};
    if (Json usage = usageMetadata(answer.usage); !usage.is_null())
        body["usageMetadata"] = std::move(usage);
    body["modelVersion"] = context.model.empty() ? answer.model : context.model;
    body["responseId"] = answer.id.empty() ? context.id : answer.id;
    return body;
}

} // namespace gateway::protocol::gemini
