#include "responses_request_reader.h"

#include "item_reader.h"
#include "responses_codec.h"
#include "tool_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/body_node.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace gateway::protocol::responses {

namespace {

/// Adds the members of `node` that are not in `known` to the extras, with a dot in their names.
void addOthers(
    const BodyNode& node, std::string_view name, std::initializer_list<std::string_view> known, Conversation& out)
{
    const auto isKnown = [known](std::string_view key) { return std::find(known.begin(), known.end(), key) != known.end(); };
    node.eachMember(isKnown, [&](const std::string& key, const BodyNode& member) {
        out.extras.emplace_back(std::string(name) + '.' + key, member.json());
    });
}

void readModel(const BodyNode& node, Conversation& out) { out.model = node.neededText(); }
void readStream(const BodyNode& node, Conversation& out) { out.isStream = node.flag().value_or(false); }

/// Instructions as a list, as in responses: texts, or messages of texts.
std::string listedInstructions(const BodyNode& list, Conversation& out)
{
    std::string all;
    const auto add = [&](const std::string& words) {
        all += (all.empty() || words.empty() ? "" : "\n\n") + words;
    };
    list.each([&](const BodyNode& item) {
        if (!item.isObject())
            return add(item.text());
        (void)item["type"].text();
        (void)item["role"].text();
        const BodyNode content = item["content"];
        if (!content.isArray())
            return add(content.isThere() ? content.text() : item["text"].text());
        content.each([&](const BodyNode& part) {
            const std::string words = part.isText() ? part.text() : json::textOf(part.peek(), "text");
            if (words.empty())
                return out.unknown.push_back(part.path());
            if (part.isObject())
                (void)part["text"].text();
            add(words);
        });
    });
    return all;
}

void readInstructions(const BodyNode& node, Conversation& out)
{
    Text text;
    text.text = node.isArray() ? listedInstructions(node, out) : node.text();
    if (text.text.empty())
        return;
    Message message;
    message.role = Role::System;
    message.id = kInstructionsId;
    message.parts.push_back({std::move(text), {}});
    out.messages.push_back(std::move(message));
}

void readPrevious(const BodyNode& node, Conversation& out) { out.previousResponseId = node.text(); }
void readParallel(const BodyNode& node, Conversation& out) { out.parallelCalls = node.flag(); }
void readUser(const BodyNode& node, Conversation& out) { out.user = node.text(); }
void readMetadata(const BodyNode& node, Conversation& out) { out.metadata = node.object(); }
void readTier(const BodyNode& node, Conversation& out) { out.serviceTier = node.text(); }
void readCacheKey(const BodyNode& node, Conversation& out) { out.promptCacheKey = node.text(); }
void readStore(const BodyNode& node, Conversation& out) { out.store = node.flag(); }
void readMaxTokens(const BodyNode& node, Conversation& out) { out.sampling.maxTokens = node.integer(); }
void readTemperature(const BodyNode& node, Conversation& out) { out.sampling.temperature = node.number(); }
void readTopP(const BodyNode& node, Conversation& out) { out.sampling.topP = node.number(); }
void readTopLogProbs(const BodyNode& node, Conversation& out) { out.sampling.topLogProbs = node.integer(); }

void readFormat(const BodyNode& node, OutputFormat& out)
{
    const BodyNode name = node["type"];
    const std::string type = name.neededText();
    if (type == "text") {
        out.kind = OutputFormat::Kind::Text;
    } else if (type == "json_object") {
        out.kind = OutputFormat::Kind::JsonObject;
    } else if (type == "json_schema") {
        out.kind = OutputFormat::Kind::JsonSchema;
        out.name = node["name"].text();
        out.description = node["description"].text();
        out.schema = node["schema"].object();
        out.strict = node["strict"].flag();
    }
}

void readTextField(const BodyNode& node, Conversation& out)
{
    if (const BodyNode format = node["format"]; format.isThere()) {
        readFormat(format, out.output);
        if (out.output.kind == OutputFormat::Kind::Unsaid) // of a later version
            out.extras.emplace_back("text.format", format.json());
    }
    addOthers(node, "text", {"format"}, out);
}

void readReasoning(const BodyNode& node, Conversation& out)
{
    out.reasoning.effort = node["effort"].text();
    const BodyNode older = node["generate_summary"];
    const BodyNode summary = node["summary"];
    out.reasoning.summary = summary.isThere() ? summary.text() : older.text();
    addOthers(node, "reasoning", {"effort", "summary", "generate_summary"}, out);
}

void readInclude(const BodyNode& node, Conversation& out)
{
    Json others = Json::array();
    node.each([&](const BodyNode& each) {
        const std::string what = each.neededText();
        if (what == "reasoning.encrypted_content")
            out.reasoning.wantsEncrypted = true;
        else if (what == "message.output_text.logprobs")
            out.sampling.logProbs = true;
        else
            others.push_back(what);
    });
    if (!others.empty())
        out.extras.emplace_back("include", std::move(others));
}

void refuseBackground(const BodyNode& node, Conversation&)
{
    if (node.flag() == true)
        node.refuse(QT_TRANSLATE_NOOP("Error", "is not supported here. Leave it out, and use \"stream\" for long answers."));
}

void refuseConversation(const BodyNode& node, Conversation&)
{
    node.refuse(QT_TRANSLATE_NOOP("Error", "is not supported here. Use previous_response_id, or send the earlier items in \"input\"."));
}

/// Fields in the order in which they must be read: instructions come before the input, which has to know whether there
/// is an earlier history and may change the tools.
struct FieldRow {
    std::string_view key;
    void (*read)(const BodyNode& node, Conversation& out);
};
constexpr std::array kFields{FieldRow{"model", readModel}, FieldRow{"stream", readStream},
    FieldRow{"instructions", readInstructions}, FieldRow{"previous_response_id", readPrevious},
    FieldRow{"tools", readTools}, FieldRow{"input", readInput}, FieldRow{"tool_choice", readToolChoice},
    FieldRow{"parallel_tool_calls", readParallel}, FieldRow{"text", readTextField},
    FieldRow{"reasoning", readReasoning}, FieldRow{"include", readInclude},
    FieldRow{"max_output_tokens", readMaxTokens}, FieldRow{"temperature", readTemperature}, FieldRow{"top_p", readTopP},
    FieldRow{"top_logprobs", readTopLogProbs}, FieldRow{"metadata", readMetadata}, FieldRow{"user", readUser},
    FieldRow{"service_tier", readTier}, FieldRow{"prompt_cache_key", readCacheKey}, FieldRow{"store", readStore},
    FieldRow{"background", refuseBackground}, FieldRow{"conversation", refuseConversation}};

bool isKnown(std::string_view key)
{
    return std::any_of(kFields.begin(), kFields.end(), [&](const FieldRow& row) { return row.key == key; });
}

} // namespace

Result<Conversation> readResponsesRequest(const Json& body, const RequestPlace& place)
{
    BodyProblem problem(Format::OpenAiResponses);
    const BodyNode root(body, problem);
    Conversation out;
    out.origin = Format::OpenAiResponses;
    for (const FieldRow& row : kFields) {
        const BodyNode node = root[row.key];
        if (node.isThere() || (row.key == "model" && place.model.empty()))
            row.read(node, out);
    }
    if (out.model.empty())
        out.model = place.model;
    if (!root["input"].isThere() && !root["prompt"].isThere() && out.previousResponseId.empty())
        root["input"].refuseMissing();
    if (problem.isThere())
        return problem.error();
    root.eachMember(isKnown, [&](const std::string& key, const BodyNode& field) { out.extras.emplace_back(key, field.json()); });
    out.unread = root.unread();
    return out;
}

} // namespace gateway::protocol::responses
