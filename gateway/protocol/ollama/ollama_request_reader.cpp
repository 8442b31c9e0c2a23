#include "ollama_request_reader.h"

#include "ollama_message_reader.h"
#include "ollama_options.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/offered_tools.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::ollama {

namespace {

// The fields read below. Every other top-level field is passed on unchanged.
constexpr std::array<std::string_view, 9> kChatFields{
    "model", "messages", "tools", "stream", "format", "options", "think", "logprobs", "top_logprobs"};
constexpr std::array<std::string_view, 14> kGenerateFields{"model", "prompt", "system", "images", "stream", "format",
    "options", "think", "logprobs", "top_logprobs", "suffix", "template", "raw", "context"};

Tool toolOf(const BodyNode& node)
{
    Tool tool;
    tool.origin = Format::OllamaChat;
    if (const std::string type = node["type"].text(); !type.empty() && type != "function") { // of a later version
        tool.kind = Tool::Kind::BuiltIn;
        tool.name = nameableType(type);
        tool.place = node.path();
        tool.definition = node.json();
        return tool;
    }
    const BodyNode function = node["function"];
    tool.name = function["name"].neededText();
    tool.description = function["description"].text();
    tool.parameters = function["parameters"].arguments();
    return tool;
}

void readFormat(const BodyNode& format, Conversation& conversation)
{
    OutputFormat& output = conversation.output;
    if (format.isObject()) {
        output.kind = OutputFormat::Kind::JsonSchema;
        output.schema = format.object();
        return;
    }
    const std::string word = format.text();
    if (word == "json")
        output.kind = OutputFormat::Kind::JsonObject;
    else if (!word.empty()) // of a later version
        conversation.extras.emplace_back("format", word);
}

/// `unknown`: receives the paths of an object's other members.
Reasoning reasoningOf(const BodyNode& think, std::vector<std::string>& unknown)
{
    Reasoning reasoning;
    if (think.isObject()) { // of a later version: tries the names of the other formats
        const std::string type = json::textOf(think.peek(), "type");
        const Json& enabled = json::fieldOf(think.peek(), "enabled");
        for (const char* const key : {"effort", "level"})
            if (think[key].isText())
                reasoning.effort = think[key].text();
        (void)think["type"].json();
        (void)think["enabled"].json();
        const auto isKnown = [](std::string_view key) { return key == "type" || key == "enabled" || key == "effort" || key == "level"; };
        think.eachMember(isKnown, [&unknown](const std::string&, const BodyNode& field) { unknown.push_back(field.path()); });
        reasoning.enabled = enabled.is_boolean() ? enabled.get<bool>() : type != "disabled";
        return reasoning;
    }
    if (!think.isText()) {
        reasoning.enabled = think.flag();
        return reasoning;
    }
    reasoning.effort = think.text();
    reasoning.enabled = true;
    return reasoning;
}

template <std::size_t N>
void keepExtras(const BodyNode& root, const std::array<std::string_view, N>& known, Conversation& conversation)
{
    const auto isKnown = [&known](std::string_view key) { return std::find(known.begin(), known.end(), key) != known.end(); };
    root.eachMember(isKnown, [&conversation](const std::string& key, const BodyNode& field) { conversation.extras.emplace_back(key, field.json()); });
}

/// The common parts of chat and generate.
Conversation commonOf(const BodyNode& root, Format origin)
{
    Conversation conversation;
    conversation.origin = origin;
    conversation.model = root["model"].neededText();
    conversation.isStream = root["stream"].flag().value_or(true);
    conversation.includeUsage = true;
    readFormat(root["format"], conversation);
    conversation.reasoning = reasoningOf(root["think"], conversation.unknown);
    conversation.sampling.logProbs = root["logprobs"].flag();
    conversation.sampling.topLogProbs = root["top_logprobs"].integer();
    if (Json others = readOptions(root["options"], conversation.sampling); !others.is_null())
        conversation.extras.emplace_back("options", std::move(others));
    return conversation;
}

/// Rejects what requires a model's own template and cannot be done with chat.
void refuseTemplates(const BodyNode& root)
{
    const Sentence why = QT_TRANSLATE_NOOP("Error", "works only with providers that have Ollama's own API. Leave it out, or choose a model of such a provider.");
    if (!root["suffix"].text().empty())
        root["suffix"].refuse(why);
    if (!root["template"].text().empty())
        root["template"].refuse(why);
    if (root["raw"].flag().value_or(false))
        root["raw"].refuse(why);
    if (root["context"].size() > 0)
        root["context"].refuse(why);
}

} // namespace

Result<Conversation> readOllamaChat(const Json& body, const RequestPlace&)
{
    BodyProblem problem(Format::OllamaChat);
    const BodyNode root(body, problem);
    Conversation conversation = commonOf(root, Format::OllamaChat);
    const BodyNode messages = root["messages"];
    OllamaMessageReader(messages, conversation).read();
    root["tools"].each([&](const BodyNode& tool) { conversation.tools.push_back(toolOf(tool)); });
    OfferedTools(conversation).finish();
    if (problem.isThere())
        return problem.error();
    keepExtras(root, kChatFields, conversation);
    conversation.unread = root.unread();
    return conversation;
}

Result<Conversation> readOllamaGenerate(const Json& body, const RequestPlace&)
{
    BodyProblem problem(Format::OllamaGenerate);
    const BodyNode root(body, problem);
    Conversation conversation = commonOf(root, Format::OllamaGenerate);
    refuseTemplates(root);
    std::string prompt = root["prompt"].text();
    std::string system = root["system"].text();
    std::vector<Media> images;
    readImages(root["images"], images);
    if (problem.isThere())
        return problem.error();
    keepExtras(root, kGenerateFields, conversation);
    conversation.unread = root.unread();
    if (prompt.empty()) // no prompt: see ollamaLoadAnswer()
        return conversation;
    if (!system.empty())
        conversation.messages.push_back({Role::System, {{Text{std::move(system), {}, {}}, {}}}, {}, {}});
    Message message;
    for (Media& image : images)
        message.parts.push_back({std::move(image), {}});
    message.parts.push_back({Text{std::move(prompt), {}, {}}, {}});
    conversation.messages.push_back(std::move(message));
    return conversation;
}

} // namespace gateway::protocol::ollama
