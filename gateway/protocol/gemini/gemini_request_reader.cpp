#include "gemini_request_reader.h"

#include "content_reader.h"
#include "proto_json.h"
#include "schema_text.h"

#include "gateway/core/json/json_members.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/offered_tools.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

// Source: ai.google.dev, "Generating content", GenerateContentRequest and GenerationConfig;
// googleapis/js-genai, src/types.ts. Read 2026-11-21.

namespace gateway::protocol::gemini {

namespace {

constexpr std::string_view kModels = "models/";

void keep(Conversation& out, std::string name, const Json& value) { out.extras.emplace_back(std::move(name), value); }

// --- generationConfig ---

void readFormat(const BodyNode& config, Conversation& out)
{
    const std::string type = field(config, "responseMimeType").text();
    const BodyNode own = field(config, "responseSchema");
    const BodyNode standard = field(config, "responseJsonSchema");
    if (type != "" && type != "application/json" && type != "text/plain") { // text/x.enum
        keep(out, "generationConfig.responseMimeType", type);
        if (own.isThere())
            keep(out, "generationConfig.responseSchema", own.json());
        return;
    }
    OutputFormat& output = out.output;
    if (standard.isThere())
        output.schema = standard.object();
    else if (own.isThere())
        output.schema = schemaFromOpenApi(own.object());
    if (!output.schema.is_null())
        output.kind = OutputFormat::Kind::JsonSchema;
    else if (!type.empty())
        output.kind = type == "text/plain" ? OutputFormat::Kind::Text : OutputFormat::Kind::JsonObject;
}

void readThinking(const BodyNode& config, Conversation& out)
{
    Reasoning& reasoning = out.reasoning;
    reasoning.isShown = field(config, "includeThoughts").flag();
    const std::string level = field(config, "thinkingLevel").text();
    if (level != "THINKING_LEVEL_UNSPECIFIED")
        reasoning.effort = asciiLower(level);
    const auto budget = field(config, "thinkingBudget").integer();
    if (!budget)
        return;
    if (*budget < 0) { // -1: left to the model
        reasoning.isAdaptive = true;
        return;
    }
    reasoning.budget = budget;
    reasoning.enabled = *budget > 0;
}

struct ConfigField {
    std::string_view name;
    void (*read)(const BodyNode&, Conversation&);
};

constexpr std::array kConfig{
    ConfigField{"temperature", [](const BodyNode& n, Conversation& c) { c.sampling.temperature = n.number(); }},
    ConfigField{"topP", [](const BodyNode& n, Conversation& c) { c.sampling.topP = n.number(); }},
    ConfigField{"topK", [](const BodyNode& n, Conversation& c) { c.sampling.topK = n.integer(); }},
    ConfigField{"maxOutputTokens", [](const BodyNode& n, Conversation& c) { c.sampling.maxTokens = n.integer(); }},
    ConfigField{"stopSequences",
        [](const BodyNode& n, Conversation& c) {
            eachOf(n, [&](const BodyNode& one) { c.sampling.stop.push_back(one.text()); });
        }},
    ConfigField{"candidateCount", [](const BodyNode& n, Conversation& c) { c.sampling.count = n.integer(); }},
    ConfigField{"seed", [](const BodyNode& n, Conversation& c) { c.sampling.seed = n.integer(); }},
    ConfigField{"presencePenalty", [](const BodyNode& n, Conversation& c) { c.sampling.presencePenalty = n.number(); }},
    ConfigField{
        "frequencyPenalty", [](const BodyNode& n, Conversation& c) { c.sampling.frequencyPenalty = n.number(); }},
    ConfigField{"responseLogprobs", [](const BodyNode& n, Conversation& c) { c.sampling.logProbs = n.flag(); }},
    ConfigField{"logprobs", [](const BodyNode& n, Conversation& c) { c.sampling.topLogProbs = n.integer(); }},
    ConfigField{"thinkingConfig", readThinking},
    // read together by readFormat
    ConfigField{"responseMimeType", [](const BodyNode&, Conversation&) {}},
    ConfigField{"responseSchema", [](const BodyNode&, Conversation&) {}},
    ConfigField{"responseJsonSchema", [](const BodyNode&, Conversation&) {}},
};

/// Calls the function in the row of each field of `node` that is in `table`; other fields become extras under `place`.
template <class Table> void readFields(const Table& table, const BodyNode& node, const char* place, Conversation& out)
{
    if (!node.isObject()) {
        (void)node.object(); // a problem, if it exists
        return;
    }
    const auto isSkipped = [](std::string_view) { return false; };
    node.eachMember(isSkipped, [&](const std::string& key, const BodyNode& member) {
        const std::string name = camelName(key);
        const auto row = std::find_if(table.begin(), table.end(), [&](const auto& each) { return each.name == name; });
        if (row != table.end())
            row->read(member, out);
        else
            keep(out, place + name, member.json());
    });
}

void readConfig(const BodyNode& config, Conversation& out)
{
    readFields(kConfig, config, "generationConfig.", out);
    if (config.isObject())
        readFormat(config, out);
}

// --- tools ---

Tool readFunction(const BodyNode& node)
{
    constexpr std::array<std::string_view, 4> kOwn{"name", "description", "parameters", "parametersJsonSchema"};
    Tool tool;
    tool.origin = Format::Gemini;
    tool.name = node["name"].neededText();
    tool.description = node["description"].text();
    const BodyNode standard = field(node, "parametersJsonSchema");
    tool.parameters = standard.isThere() ? standard.arguments() : schemaFromOpenApi(node["parameters"].arguments());
    if (!node.isObject())
        return tool;
    Json extras = Json::object();
    JsonMembers members(extras);
    const auto isOwn = [&](std::string_view key) { return std::find(kOwn.begin(), kOwn.end(), camelName(key)) != kOwn.end(); };
    node.eachMember(isOwn, [&members](const std::string& key, const BodyNode& member) { members[camelName(key)] = member.json(); });
    if (!extras.empty())
        tool.extras = std::move(extras);
    return tool;
}

void readTools(const BodyNode& tools, Conversation& out)
{
    eachOf(tools, [&](const BodyNode& node) {
        if (!node.isObject()) {
            (void)node.object();
            return;
        }
        const auto isSkipped = [](std::string_view) { return false; };
        node.eachMember(isSkipped, [&](const std::string& key, const BodyNode& member) {
            std::string name = camelName(key);
            if (name == "functionDeclarations") {
                eachOf(member, [&](const BodyNode& function) { out.tools.push_back(readFunction(function)); });
                return;
            }
            Tool tool;
            tool.kind = Tool::Kind::BuiltIn;
            tool.origin = Format::Gemini;
            tool.definition = Json{{name, member.json()}};
            tool.name = std::move(name);
            tool.place = node.path();
            out.tools.push_back(std::move(tool));
        });
    });
}

struct Mode {
    std::string_view name;
    ToolChoice::Kind kind;
};

// VALIDATED is AUTO with calls that follow their schemas, and may list the allowed functions.
constexpr std::array kModes{Mode{"AUTO", ToolChoice::Kind::Auto}, Mode{"ANY", ToolChoice::Kind::Required},
    Mode{"NONE", ToolChoice::Kind::None}, Mode{"VALIDATED", ToolChoice::Kind::Auto},
    Mode{"MODE_UNSPECIFIED", ToolChoice::Kind::Unsaid}};

void readCalling(const BodyNode& calling, Conversation& out)
{
    ToolChoice& choice = out.toolChoice;
    const BodyNode mode = calling["mode"];
    const std::string name = mode.text();
    const auto row = std::find_if(kModes.begin(), kModes.end(), [&](const Mode& each) { return each.name == name; });
    if (row != kModes.end()) {
        choice.kind = row->kind;
    } else if (!name.empty()) { // of a later version: left to the model
        choice.kind = ToolChoice::Kind::Auto;
        keep(out, "toolConfig.functionCallingConfig.mode", name);
    }
    eachOf(field(calling, "allowedFunctionNames"),
        [&](const BodyNode& allowed) { choice.allowed.push_back(allowed.neededText()); });
    if (name == "VALIDATED" && choice.allowed.empty())
        keep(out, "toolConfig.functionCallingConfig.mode", name);
    if (choice.kind == ToolChoice::Kind::Required && choice.allowed.size() == 1) {
        choice.kind = ToolChoice::Kind::Named;
        choice.name = std::move(choice.allowed.front());
        choice.allowed.clear();
    }
}

constexpr std::array kToolConfig{ConfigField{"functionCallingConfig", readCalling}};

void readToolConfig(const BodyNode& config, Conversation& out) { readFields(kToolConfig, config, "toolConfig.", out); }

// --- all of it ---

constexpr std::array kFields{
    ConfigField{"model", [](const BodyNode&, Conversation&) {}},
    ConfigField{"contents", [](const BodyNode&, Conversation&) {}}, // these two are read in a fixed order
    ConfigField{"systemInstruction", [](const BodyNode&, Conversation&) {}},
    ConfigField{"tools", readTools},
    ConfigField{"toolConfig", readToolConfig},
    ConfigField{"generationConfig", readConfig},
    ConfigField{"labels", [](const BodyNode& n, Conversation& c) { c.metadata = n.object(); }},
    ConfigField{"serviceTier", [](const BodyNode& n, Conversation& c) { c.serviceTier = n.text(); }},
};

} // namespace

Result<Conversation> readRequest(const Json& body, const RequestPlace& place)
{
    BodyProblem problem(Format::Gemini);
    const BodyNode root(body, problem);
    Conversation out;
    out.origin = Format::Gemini;
    out.isStream = place.isStream;
    out.spellings = spellingsIn(body);
    out.model = place.model.empty() ? root["model"].text() : place.model;
    if (out.model.starts_with(kModels))
        out.model.erase(0, kModels.size());
    ContentReader contents(out.messages, out.unknown);
    contents.readSystem(field(root, "systemInstruction"));
    contents.readContents(root["contents"]);
    readFields(kFields, root, "", out);
    OfferedTools(out).finish();
    if (problem.isThere())
        return problem.error();
    out.unread = root.unread();
    return out;
}

} // namespace gateway::protocol::gemini
