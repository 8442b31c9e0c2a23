#include "anthropic_request_reader.h"

#include "block_reader.h"
#include "turn_settings.h"
#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/offered_tools.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::protocol::anthropic {

namespace {

struct RoleRow {
    std::string_view word;
    Role role;
};

// "system" among the messages: SDK, BetaMessageParam; Claude Code sends it after the first message.
constexpr std::array kRoles{
    RoleRow{"user", Role::User}, RoleRow{"assistant", Role::Assistant}, RoleRow{"system", Role::System}};

void readSystem(const BodyNode& field, Conversation& out)
{
    Message message;
    message.role = Role::System;
    message.parts = BlockReader().read(field, Role::System);
    if (!message.parts.empty())
        out.messages.insert(out.messages.begin(), std::move(message));
}

void readMessages(const BodyNode& field, Conversation& out)
{
    BlockReader reader;
    TurnSettings settings(out.messages);
    if (field.size() == 0)
        field.refuse(QT_TRANSLATE_NOOP("Error", "must contain at least one message."));
    field.each([&](const BodyNode& each) {
        Message message;
        const std::string role = each["role"].neededText();
        const auto row =
            std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleRow& known) { return known.word == role; });
        if (row != kRoles.end()) {
            message.role = row->role;
        } else if (!role.empty()) { // of a later version
            message.original = each.peek();
            out.unknown.push_back(each["role"].path());
        }
        message.parts = reader.read(each["content"], message.role, row != kRoles.end());
        settings.add(std::move(message), each);
    });
    if (const std::string& effort = settings.effort(); !effort.empty())
        out.reasoning.effort = effort;
}

Tool readFunction(const BodyNode& field)
{
    Tool tool;
    tool.name = field["name"].neededText();
    tool.description = field["description"].text();
    tool.parameters = field["input_schema"].arguments();
    if (!field["input_schema"].isThere())
        field["input_schema"].refuseMissing(BodyType::Object);
    tool.strict = field["strict"].flag();
    tool.cacheControl = field["cache_control"].objectOf({"type", "ttl"});
    constexpr std::array<std::string_view, 6> kKnown{
        "type", "name", "description", "input_schema", "strict", "cache_control"};
    tool.extras = takeRest(field, kKnown);
    return tool;
}

Tool readTool(const BodyNode& field)
{
    const std::string type = field["type"].text();
    Tool tool;
    if (type.empty() || type == "custom") {
        tool = readFunction(field);
    } else {
        tool.kind = Tool::Kind::BuiltIn;
        tool.name = nameableType(type);
        tool.place = field.path();
        tool.definition = field.json();
    }
    tool.origin = Format::Anthropic;
    return tool;
}

void readTools(const BodyNode& field, Conversation& out)
{
    field.each([&](const BodyNode& each) { out.tools.push_back(readTool(each)); });
}

// Messages that add or remove tools. Source: SDK 1.14.0, BetaRequestToolAdditionBlock, BetaRequestToolRemovalBlock and
// the tool_changes of BetaCompactionBlockParam. Read 2026-11-28.

constexpr std::string_view kAddition = "tool_addition";
constexpr std::string_view kRemoval = "tool_removal";
constexpr std::string_view kCompaction = "compaction";

void readToolChange(const BodyNode& block, OfferedTools& tools)
{
    const BodyNode tool = block["tool"];
    const std::string what = tool["type"].text();
    const bool isAddition = block["type"].text() == kAddition;
    if (what == "tool_definition" && isAddition)
        tools.add(readTool(tool["definition"]));
    else if (what == "tool_reference" && isAddition)
        (void)tools.addAgain(tool["name"].neededText());
    else if (what == "tool_reference")
        tools.remove(tool["name"].neededText());
}

void readToolChanges(const BodyNode& message, const Json& content, OfferedTools& tools)
{
    for (std::size_t i = 0; content.is_array() && i < content.size(); ++i) {
        const std::string type = json::textOf(content[i], "type");
        if (type == kAddition || type == kRemoval)
            readToolChange(message["content"].at(i), tools);
        else if (type == kCompaction)
            message["content"].at(i)["tool_changes"].each([&](const BodyNode& each) { readToolChange(each, tools); });
    }
}

void settleTools(const BodyNode& root, const Json& messages, Conversation& out)
{
    OfferedTools tools(out);
    for (std::size_t i = 0; messages.is_array() && i < messages.size(); ++i)
        readToolChanges(root["messages"].at(i), json::fieldOf(messages[i], "content"), tools);
    const bool hasPlaceholder = std::ranges::any_of(out.tools, [](const Tool& tool) {
        return tool.name == kDeferredToolPlaceholder && json::fieldOf(tool.extras, "defer_loading") == true;
    });
    if (hasPlaceholder) {
        tools.remove(kDeferredToolPlaceholder);
        out.unknown.push_back("tools: " + std::string(kDeferredToolPlaceholder));
    }
    tools.finish();
}

struct ChoiceRow {
    std::string_view word;
    ToolChoice::Kind kind;
};

constexpr std::array kChoices{ChoiceRow{"auto", ToolChoice::Kind::Auto}, ChoiceRow{"any", ToolChoice::Kind::Required},
    ChoiceRow{"tool", ToolChoice::Kind::Named}, ChoiceRow{"none", ToolChoice::Kind::None}};

void readToolChoice(const BodyNode& field, Conversation& out)
{
    const bool isWord = field.isText(); // as in OpenAI's formats, whose "required" is "any" here
    const std::string said = isWord ? field.text() : field["type"].neededText();
    const std::string word = isWord && said == "required" ? "any" : isWord && said == "tool" ? "any" : said;
    const auto row =
        std::find_if(kChoices.begin(), kChoices.end(), [&](const ChoiceRow& known) { return known.word == word; });
    if (row != kChoices.end()) {
        out.toolChoice.kind = row->kind;
    } else if (!word.empty()) { // of a later version: left to the model
        out.toolChoice.kind = ToolChoice::Kind::Auto;
        out.extras.emplace_back("tool_choice", field.json());
    }
    if (out.toolChoice.kind == ToolChoice::Kind::Named)
        out.toolChoice.name = field["name"].neededText();
    if (isWord)
        return;
    if (const auto isSingle = field["disable_parallel_tool_use"].flag())
        out.parallelCalls = !*isSingle;
}

void readThinking(const BodyNode& field, Conversation& out)
{
    Reasoning& reasoning = out.reasoning;
    const std::string type = field["type"].neededText();
    const bool isKnown = type == "enabled" || type == "disabled" || type == "adaptive";
    if (!isKnown && !type.empty()) { // of a later version
        out.unknown.push_back(field["type"].path());
        reasoning.asWritten["thinking"] = field.json();
    }
    reasoning.isAdaptive = type != "enabled" && type != "disabled";
    reasoning.enabled = type != "disabled";
    reasoning.budget = field["budget_tokens"].integer();
    const std::string display = field["display"].text();
    if (!display.empty())
        reasoning.isShown = display != "omitted";
}

/// False if its type is unknown.
bool readFormat(const BodyNode& field, Conversation& out)
{
    if (!field.isThere())
        return true;
    if (const std::string type = field["type"].neededText(); type != "json_schema")
        return type.empty();
    out.output.kind = OutputFormat::Kind::JsonSchema;
    out.output.schema = field["schema"].object();
    if (!field["schema"].isThere())
        field["schema"].refuseMissing(BodyType::Object);
    return true;
}

void readOldFormat(const BodyNode& field, Conversation& out)
{
    if (!readFormat(field, out))
        out.extras.emplace_back("output_format", field.json());
}

void readOutputConfig(const BodyNode& field, Conversation& out)
{
    if (out.reasoning.effort.empty()) // otherwise a message has set it
        out.reasoning.effort = field["effort"].text();
    const bool isKnown = readFormat(field["format"], out);
    constexpr std::array<std::string_view, 2> kKnown{"effort", "format"};
    Json rest = takeRest(field, kKnown);
    if (!isKnown)
        rest["format"] = field["format"].json();
    if (!rest.is_null())
        out.extras.emplace_back("output_config", std::move(rest));
}

void readMetadata(const BodyNode& field, Conversation& out)
{
    out.user = field["user_id"].text();
    constexpr std::array<std::string_view, 1> kKnown{"user_id"};
    out.metadata = takeRest(field, kKnown);
}

void readStop(const BodyNode& field, Conversation& out)
{
    field.each([&](const BodyNode& each) { out.sampling.stop.push_back(each.text()); });
}

struct FieldRow {
    std::string_view key;
    void (*read)(const BodyNode& field, Conversation& out);
};

constexpr std::array kFields{
    FieldRow{"model", [](const BodyNode& field, Conversation& out) { out.model = field.text(); }},
    FieldRow{"stream", [](const BodyNode& field, Conversation& out) { out.isStream = field.flag().value_or(false); }},
    FieldRow{"max_tokens",
        [](const BodyNode& field, Conversation& out) {
            out.sampling.maxTokens = field.integer();
            if (out.sampling.maxTokens && *out.sampling.maxTokens < 1)
                field.refuse(QT_TRANSLATE_NOOP("Error", "must be 1 or more."));
        }},
    FieldRow{"messages", readMessages},
    FieldRow{"system", readSystem},
    FieldRow{"tools", readTools},
    FieldRow{"tool_choice", readToolChoice},
    FieldRow{"thinking", readThinking},
    FieldRow{"output_config", readOutputConfig},
    FieldRow{"output_format", readOldFormat},
    FieldRow{"metadata", readMetadata},
    FieldRow{"stop_sequences", readStop},
    FieldRow{
        "temperature", [](const BodyNode& field, Conversation& out) { out.sampling.temperature = field.number(); }},
    FieldRow{"top_p", [](const BodyNode& field, Conversation& out) { out.sampling.topP = field.number(); }},
    FieldRow{"top_k", [](const BodyNode& field, Conversation& out) { out.sampling.topK = field.integer(); }},
    FieldRow{"service_tier", [](const BodyNode& field, Conversation& out) { out.serviceTier = tierOf(field.text()); }},
    FieldRow{"cache_control", [](const BodyNode& field, Conversation& out) { out.cacheControl = field.objectOf({"type", "ttl"}); }},
};

/// Rejects conversations stored by the server: the SDK then sends all messages. 404 if the request continues one, so
/// that the two cases differ. Source: observed behaviour of the tool runner of the TypeScript SDK 1.10.
tl::unexpected<Error> refusedThread(const Json& thread)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = "thread";
    error.message = {QT_TRANSLATE_NOOP("Error", "Conversations are not stored here. Send the whole conversation, without \"thread\".")};
    error.status = json::textOf(thread, "type") == "continue" ? 404 : 400;
    return failure(std::move(error));
}

Result<Conversation> readBody(const Json& body, const RequestPlace& place, bool isCount)
{
    if (const Json& thread = json::fieldOf(body, "thread"); !thread.is_null())
        return refusedThread(thread);
    Conversation out;
    out.origin = Format::Anthropic;
    BodyProblem problem(Format::Anthropic);
    const BodyNode root(body, problem);
    const auto isSkipped = [](std::string_view key) { return key == "thread"; };
    root.eachMember(isSkipped, [&out](const std::string& key, const BodyNode& field) {
        const auto row = std::find_if(kFields.begin(), kFields.end(), [&key](const FieldRow& known) { return known.key == key; });
        if (row != kFields.end())
            row->read(field, out);
        else
            out.extras.emplace_back(key, field.json());
    });
    if (!place.model.empty())
        out.model = place.model;
    out.isStream = out.isStream || place.isStream;
    if (out.model.empty())
        (void)root["model"].neededText();
    if (!root["messages"].isThere())
        root["messages"].refuseMissing(BodyType::Array);
    if (!isCount && !root["max_tokens"].isThere())
        root["max_tokens"].refuseMissing(BodyType::Number);
    settleTools(root, json::fieldOf(body, "messages"), out);
    if (problem.isThere())
        return problem.error();
    out.unread = root.unread();
    return out;
}

} // namespace

Result<Conversation> readRequest(const Json& body, const RequestPlace& place) { return readBody(body, place, false); }

Result<Conversation> readCountRequest(const Json& body) { return readBody(body, {}, true); }

} // namespace gateway::protocol::anthropic
