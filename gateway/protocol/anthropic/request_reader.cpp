#include "request_reader.h"

#include "block_reader.h"
#include "words.h"

#include "gateway/protocol/conversation/body_node.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::anthropic {

namespace {

struct RoleRow {
    std::string_view word;
    Role role;
};

// "system" within the messages: SDK, BetaMessageParam; Claude Code sends it behind the first message.
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
    if (field.size() == 0)
        field.refuse("must hold a message at least.");
    field.each([&](const BodyNode& each) {
        Message message;
        const std::string role = each["role"].neededText();
        const auto row =
            std::find_if(kRoles.begin(), kRoles.end(), [&](const RoleRow& known) { return known.word == role; });
        if (row != kRoles.end())
            message.role = row->role;
        else if (!role.empty())
            each["role"].refuse("must be user, assistant or system, not \"" + role + "\".");
        message.parts = reader.read(each["content"], message.role);
        out.messages.push_back(std::move(message));
    });
}

Tool readFunction(const BodyNode& field)
{
    Tool tool;
    tool.name = field["name"].neededText();
    tool.description = field["description"].text();
    tool.parameters = field["input_schema"].object();
    if (!field["input_schema"].isThere())
        field["input_schema"].refuse("is missing.");
    tool.strict = field["strict"].flag();
    tool.cacheControl = field["cache_control"].object();
    constexpr std::array<std::string_view, 6> kKnown{
        "type", "name", "description", "input_schema", "strict", "cache_control"};
    if (field.isObject())
        tool.extras = restOf(field.json(), kKnown);
    return tool;
}

void readTools(const BodyNode& field, Conversation& out)
{
    field.each([&](const BodyNode& each) {
        const std::string type = each["type"].text();
        Tool tool;
        if (type.empty() || type == "custom") {
            tool = readFunction(each);
        } else {
            tool.kind = Tool::Kind::BuiltIn;
            tool.name = type;
            tool.place = each.path();
            tool.definition = each.json();
        }
        tool.origin = Format::Anthropic;
        out.tools.push_back(std::move(tool));
    });
}

struct ChoiceRow {
    std::string_view word;
    ToolChoice::Kind kind;
};

constexpr std::array kChoices{ChoiceRow{"auto", ToolChoice::Kind::Auto}, ChoiceRow{"any", ToolChoice::Kind::Required},
    ChoiceRow{"tool", ToolChoice::Kind::Named}, ChoiceRow{"none", ToolChoice::Kind::None}};

void readToolChoice(const BodyNode& field, Conversation& out)
{
    const std::string word = field["type"].neededText();
    const auto row =
        std::find_if(kChoices.begin(), kChoices.end(), [&](const ChoiceRow& known) { return known.word == word; });
    if (row != kChoices.end())
        out.toolChoice.kind = row->kind;
    else if (!word.empty())
        field["type"].refuse("must be auto, any, tool or none, not \"" + word + "\".");
    if (out.toolChoice.kind == ToolChoice::Kind::Named)
        out.toolChoice.name = field["name"].neededText();
    if (const auto isSingle = field["disable_parallel_tool_use"].flag())
        out.parallelCalls = !*isSingle;
}

void readThinking(const BodyNode& field, Conversation& out)
{
    Reasoning& reasoning = out.reasoning;
    const std::string type = field["type"].neededText();
    reasoning.isAdaptive = type == "adaptive";
    reasoning.enabled = type != "disabled";
    if (type != "enabled" && type != "disabled" && type != "adaptive" && !type.empty())
        field["type"].refuse("must be enabled, disabled or adaptive, not \"" + type + "\".");
    reasoning.budget = field["budget_tokens"].integer();
    const std::string display = field["display"].text();
    if (!display.empty())
        reasoning.isShown = display != "omitted";
}

void readFormat(const BodyNode& field, Conversation& out)
{
    if (!field.isThere())
        return;
    if (const std::string type = field["type"].neededText(); !type.empty() && type != "json_schema")
        field["type"].refuse("must be json_schema, not \"" + type + "\".");
    out.output.kind = OutputFormat::Kind::JsonSchema;
    out.output.schema = field["schema"].object();
    if (!field["schema"].isThere())
        field["schema"].refuse("is missing.");
}

void readOutputConfig(const BodyNode& field, Conversation& out)
{
    out.reasoning.effort = field["effort"].text();
    readFormat(field["format"], out);
    constexpr std::array<std::string_view, 2> kKnown{"effort", "format"};
    Json rest = field.isObject() ? restOf(field.json(), kKnown) : Json();
    if (!rest.is_null())
        out.extras.emplace_back("output_config", std::move(rest));
}

void readMetadata(const BodyNode& field, Conversation& out)
{
    out.user = field["user_id"].text();
    constexpr std::array<std::string_view, 1> kKnown{"user_id"};
    if (field.isObject())
        out.metadata = restOf(field.json(), kKnown);
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
                field.refuse("must be 1 or more.");
        }},
    FieldRow{"messages", readMessages},
    FieldRow{"system", readSystem},
    FieldRow{"tools", readTools},
    FieldRow{"tool_choice", readToolChoice},
    FieldRow{"thinking", readThinking},
    FieldRow{"output_config", readOutputConfig},
    FieldRow{"output_format", readFormat},
    FieldRow{"metadata", readMetadata},
    FieldRow{"stop_sequences", readStop},
    FieldRow{
        "temperature", [](const BodyNode& field, Conversation& out) { out.sampling.temperature = field.number(); }},
    FieldRow{"top_p", [](const BodyNode& field, Conversation& out) { out.sampling.topP = field.number(); }},
    FieldRow{"top_k", [](const BodyNode& field, Conversation& out) { out.sampling.topK = field.integer(); }},
    FieldRow{"service_tier", [](const BodyNode& field, Conversation& out) { out.serviceTier = tierOf(field.text()); }},
    FieldRow{"cache_control", [](const BodyNode& field, Conversation& out) { out.cacheControl = field.object(); }},
};

/// Conversations that the server keeps: the SDK sends the whole of it when it is told so.
/// 404 where it goes on with one, so that both can be told apart. Source: tool runner of the TypeScript SDK 1.10, as it
/// behaves.
tl::unexpected<Error> refusedThread(const Json& thread)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = "thread";
    error.message = "Conversations are not kept here: send the whole conversation, without \"thread\".";
    error.status = looseText(thread, "type") == "continue" ? 404 : 400;
    return failure(std::move(error));
}

Result<Conversation> readBody(const Json& body, const RequestPlace& place, bool isCount)
{
    if (const Json& thread = looseField(body, "thread"); !thread.is_null())
        return refusedThread(thread);
    Conversation out;
    out.origin = Format::Anthropic;
    BodyProblem problem;
    const BodyNode root(body, problem);
    for (const auto& [key, value] : body.items()) {
        const auto row = std::find_if(
            kFields.begin(), kFields.end(), [&name = key](const FieldRow& known) { return known.key == name; });
        if (value.is_null() || key == "thread")
            continue;
        if (row != kFields.end())
            row->read(root[key], out);
        else if (body.is_object())
            out.extras.emplace_back(key, value);
    }
    if (!place.model.empty())
        out.model = place.model;
    out.isStream = out.isStream || place.isStream;
    if (out.model.empty())
        (void)root["model"].neededText();
    if (!root["messages"].isThere())
        root["messages"].refuse("is missing.");
    if (!isCount && !root["max_tokens"].isThere())
        root["max_tokens"].refuse("is missing: it is the most tokens that the answer may have.");
    if (problem.isThere())
        return problem.error();
    return out;
}

} // namespace

Result<Conversation> readRequest(const Json& body, const RequestPlace& place) { return readBody(body, place, false); }

Result<Conversation> readCountRequest(const Json& body) { return readBody(body, {}, true); }

} // namespace gateway::protocol::anthropic
