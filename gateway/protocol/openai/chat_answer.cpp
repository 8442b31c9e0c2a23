#include "chat_answer.h"

#include "chat_reasoning.h"
#include "chat_tools.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::openai {

namespace {

class AnswerReader {
public:
    explicit AnswerReader(const std::string& idBase)
        : m_idBase(idBase)
    {
    }

    Choice readChoice(const Json& json, int position);

private:
    void readContent(const Json& content, const Json& message, Choice& choice) const;
    void readCall(const Json& json, Choice& choice);

    const std::string& m_idBase;
    std::size_t m_calls = 0; // number of calls in all choices
};

void addText(std::string text, const Json& message, Choice& choice)
{
    Text part{std::move(text), {}, {}};
    if (const Json* const annotations = json::findList(message, "annotations"); annotations && !annotations->empty()) {
        part.annotations = *annotations;
        part.origin = Format::OpenAiChat;
    }
    if (!part.text.empty() || !part.annotations.is_null())
        choice.parts.push_back({std::move(part), {}});
}

/// Reads a text, or Mistral's list of texts and reasoning.
void AnswerReader::readContent(const Json& content, const Json& message, Choice& choice) const
{
    if (!content.is_array()) {
        addText(content.is_string() ? content.get<std::string>() : std::string(), message, choice);
        return;
    }
    std::string text;
    for (const Json& part : content) {
        if (!part.is_object())
            continue;
        text += json::textOf(part, "text");
        Thinking thinking;
        if (const Json* const pieces = json::findList(part, "thinking"))
            for (const Json& piece : *pieces)
                thinking.text += piece.is_object() ? json::textOf(piece, "text") : std::string();
        if (!thinking.text.empty())
            choice.parts.push_back({std::move(thinking), {}});
        else if (isUnknownPart(part))
            choice.parts.push_back({Opaque{Format::OpenAiChat, part}, {}});
    }
    addText(std::move(text), message, choice);
}

void AnswerReader::readCall(const Json& json, Choice& choice)
{
    const bool isCustom = json::findObject(json, "custom") != nullptr;
    const Json* const function = json::findObject(json, isCustom ? "custom" : "function");
    const Json& from = function ? *function : json;
    ToolCall call;
    call.id = json::textOf(json, "id");
    call.name = json::textOf(from, "name");
    call.isFreeForm = isCustom;
    const char* const key = isCustom ? "input" : "arguments";
    const Json* const object = json::findObject(from, key);
    call.input = object ? toText(*object) : json::textOf(from, key);
    if (const Json* const extra = json::findObject(json, "extra_content"))
        if (const Json* const google = json::findObject(*extra, "google"))
            call.signature = json::textOf(*google, "thought_signature");
    ++m_calls;
    if (call.id.empty()) {
        call.id = madeCallId(m_idBase, m_calls);
        call.hasOwnId = false;
    }
    if (!call.name.empty())
        choice.parts.push_back({std::move(call), {}});
    else if (const std::string type = json::textOf(json, "type"); !type.empty() && type != "function" && type != "custom")
        choice.parts.push_back({Opaque{Format::OpenAiChat, json}, {}});
}

Choice AnswerReader::readChoice(const Json& json, int position)
{
    Choice choice;
    choice.index = chatIndex(json, position);
    const Json* const message = json::findObject(json, "message");
    const Json& from = message ? *message : json;
    for (Thought& thought : thoughtsOf(from))
        choice.parts.push_back({std::move(thought.thinking), {}});
    const auto content = from.find("content");
    readContent(content == from.end() ? Json() : *content, from, choice);
    if (std::string refusal = json::textOf(from, "refusal"); !refusal.empty())
        choice.parts.push_back({Refusal{std::move(refusal)}, {}});
    if (const Json* const images = json::findList(from, "images"))
        for (const Json& image : *images)
            if (auto media = readAnswerImage(image))
                choice.parts.push_back({std::move(*media), {}});
    if (const Json* const audio = json::findObject(from, "audio"))
        choice.parts.push_back({readAnswerAudio(*audio), {}});
    if (const Json* const calls = json::findList(from, "tool_calls"))
        for (const Json& call : *calls)
            if (call.is_object())
                readCall(call, choice);
    if (const Json* const call = json::findObject(from, "function_call"))
        readCall(*call, choice);
    choice.stop = stopReasonOf(json::textOf(json, "finish_reason"));
    const bool hasCalls = std::any_of(choice.parts.begin(), choice.parts.end(),
        [](const Part& part) { return std::holds_alternative<ToolCall>(part.content); });
    if (hasCalls && endsForCalls(choice.stop))
        choice.stop = StopReason::ToolCalls;
    if (hasCause(choice.stop))
        choice.cause = json::textOf(json, "finish_reason");
    if (const Json* const logProbs = json::findObject(json, "logprobs"))
        for (const auto& [key, list] : logProbs->items())
            if (!list.is_null())
                choice.logProbs[key] = list;
    return choice;
}

/// A message under construction with its text so far as content.
struct Written {
    Json message;
    Json calls;
    Json details;
    Json annotations;
    std::string text;
    std::string reasoning;
    std::string refusal;
    const AnswerContext& context;

    void add(const Content& content);
    void add(const ToolCall& call);
};

void Written::add(const ToolCall& call)
{
    const Tool* const tool = toolNamed(context, call.name);
    const bool isFreeForm = call.isFreeForm || (tool && tool->kind == Tool::Kind::FreeForm);
    const std::string name = clientsName(tool, call);
    const std::string arguments = call.input.empty() ? "{}" : call.input;
    if (context.request && context.request->usesFunctions) {
        if (!message.contains("function_call"))
            message["function_call"] = Json{{"name", name}, {"arguments", arguments}};
        return;
    }
    Json json;
    json["id"] = call.id;
    json["type"] = isFreeForm ? "custom" : "function";
    if (isFreeForm)
        json["custom"] = Json{{"name", name}, {"input", call.isFreeForm ? call.input : bridgedInput(call.input)}};
    else
        json["function"] = Json{{"name", name}, {"arguments", arguments}};
    if (!call.signature.empty())
        json["extra_content"]["google"]["thought_signature"] = call.signature;
    calls.push_back(std::move(json));
}

void Written::add(const Content& content)
{
    if (const auto* const said = std::get_if<Text>(&content)) {
        text += said->text;
        for (Json& annotation : chatAnnotations(said->annotations))
            annotations.push_back(std::move(annotation));
    } else if (const auto* const thinking = std::get_if<Thinking>(&content)) {
        if (isDetail(*thinking))
            details.push_back(reasoningDetail(*thinking, static_cast<int>(details.size())));
        if (const std::string plain = plainReasoning(*thinking); !plain.empty())
            reasoning += (reasoning.empty() ? "" : "\n\n") + plain;
    } else if (const auto* const declined = std::get_if<Refusal>(&content)) {
        refusal += declined->text;
    } else if (const auto* const media = std::get_if<Media>(&content)) {
        writeAnswerMedia(*media, message);
    } else if (const auto* const call = std::get_if<ToolCall>(&content)) {
        add(*call);
    }
}

Json messageOf(const Choice& choice, const AnswerContext& context)
{
    Written written{{}, {}, {}, {}, {}, {}, {}, context};
    written.message["role"] = "assistant";
    written.message["content"] = nullptr;
    written.message["refusal"] = nullptr;
    for (const Part& part : choice.parts)
        written.add(part.content);
    Json& message = written.message;
    const bool isElsewhere = !written.calls.is_null() || !written.refusal.empty() || message.contains("function_call")
        || message.contains("audio");
    if (!written.text.empty() || !isElsewhere)
        message["content"] = std::move(written.text);
    if (!written.refusal.empty())
        message["refusal"] = std::move(written.refusal);
    if (!written.reasoning.empty())
        message["reasoning_content"] = std::move(written.reasoning);
    if (!written.details.is_null())
        message["reasoning_details"] = std::move(written.details);
    if (!written.annotations.is_null())
        message["annotations"] = std::move(written.annotations);
    if (!written.calls.is_null())
        message["tool_calls"] = std::move(written.calls);
    return std::move(message);
}

} // namespace

Result<ModelAnswer> readChatAnswer(const Json& body, const std::string& idBase)
{
    if (auto error = chatError(body)) {
        Error failed;
        failed.kind = ErrorKind::UpstreamError;
        failed.message = asIs(std::move(error->message));
        failed.detail = error->type + ' ' + error->code;
        failed.status = error->status;
        return failure(std::move(failed));
    }
    const Json* const choices = body.is_object() ? json::findList(body, "choices") : nullptr;
    if (!choices || choices->empty() || !choices->front().is_object())
        return failure(
            ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer is not a chat completion: it has no choices.")});
    ModelAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.model = json::textOf(body, "model");
    answer.serviceTier = json::textOf(body, "service_tier");
    if (const auto created = body.find("created"); created != body.end() && created->is_number())
        answer.created_s = created->get<std::int64_t>();
    AnswerReader reader(idBase);
    for (const Json& choice : *choices)
        if (choice.is_object())
            answer.choices.push_back(reader.readChoice(choice, static_cast<int>(answer.choices.size())));
    answer.usage = readChatUsage(body);
    return answer;
}

namespace {

/// `said`: a message or a delta.
void takeCalls(const Json& said, int choice, ReportedSearches& searches)
{
    const Json* const calls = json::findList(said, "tool_calls");
    if (!calls)
        return;
    int place = 0;
    for (const Json& call : *calls) {
        if (const Json* const function = call.is_object() ? json::findObject(call, "function") : nullptr)
            searches.takeCall(choice, chatIndex(call, place), json::textOf(*function, "name"));
        ++place;
    }
}

void takeCalls(const Json& choice, ReportedSearches& searches)
{
    for (const char* const place : {"message", "delta"})
        if (const Json* const said = choice.is_object() ? json::findObject(choice, place) : nullptr)
            takeCalls(*said, chatIndex(choice, 0), searches);
}

} // namespace

void takeSearches(const Json& body, ReportedSearches& searches)
{
    if (const Json* const choices = json::findList(body, "choices"))
        for (const Json& choice : *choices)
            takeCalls(choice, searches);
    if (const Json* const found = json::findList(body, "web_search"); found && !found->empty())
        searches.takeFound();
}

TokenUsage readChatUsage(const Json& body)
{
    const Json* const told = body.is_object() ? json::findObject(body, "usage") : nullptr;
    TokenUsage usage = told ? chatUsage(*told).value_or(TokenUsage{}) : TokenUsage();
    usage.tellTier(json::textOf(body, "service_tier"));
    ReportedSearches searches;
    if (told)
        takeSearches(body, searches);
    searches.addTo(usage);
    return usage;
}

Json writeChatAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    const bool usesFunctions = context.request && context.request->usesFunctions;
    Json body;
    body["id"] = "chatcmpl-" + context.id;
    body["object"] = "chat.completion";
    body["created"] = context.now_s;
    body["model"] = context.model;
    body["choices"] = Json::array();
    for (const Choice& choice : answer.choices) {
        Json json;
        json["index"] = choice.index;
        json["message"] = messageOf(choice, context);
        const bool hasCalls = json["message"].contains("tool_calls") || json["message"].contains("function_call");
        const std::string_view finish = finishReason(choice.stop, hasCalls);
        json["logprobs"] = chatLogProbs(choice.logProbs);
        json["finish_reason"] = usesFunctions && finish == "tool_calls" ? "function_call" : finish;
        body["choices"].push_back(std::move(json));
    }
    if (Json usage = chatUsage(answer.usage); !usage.is_null())
        body["usage"] = std::move(usage);
    if (!answer.serviceTier.empty())
        body["service_tier"] = answer.serviceTier;
    return body;
}

} // namespace gateway::protocol::openai
