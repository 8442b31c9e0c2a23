#include "gemini_request_writer.h"

#include "content_writer.h"
#include "schema_text.h"
#include "thinking_config.h"

#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"
#include "gateway/protocol/models/gemma_model.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

// Source: ai.google.dev, "Generating content", GenerateContentRequest and GenerationConfig;
// googleapis/js-genai, src/types.ts. Read 2026-11-21.

namespace gateway::protocol::gemini {

namespace {

struct Writing {
    const Conversation& conversation;
    const WriteTarget& target;
    Losses& losses;
    DefinitionCopies& copies;

    const std::string& model() const { return target.model.empty() ? conversation.model : target.model; }
    bool isGemini() const { return conversation.origin == Format::Gemini; }
    /// Whether it supports contents and sampling only. A Gemini client knows its target.
    bool isPlain() const { return !isGemini() && isPlainGemma(model()); }
};

tl::unexpected<Error> refused(std::string param, Sentence message)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = std::move(param);
    error.message = std::move(message);
    return failure(std::move(error));
}

/// Puts a schema under its key: unchanged, or in the OpenAPI form.
void putSchema(Json& out, const Json& schema, const char* standardKey, const char* ownKey, const Writing& writing)
{
    if (schema.is_null())
        return;
    if (writing.target.wantsOpenApiSchemas) {
        if (Json own = schemaToOpenApi(schema, writing.losses, writing.copies); !own.is_null())
            out[ownKey] = std::move(own);
        return;
    }
    Json whole = schema;
    if (whole.is_object())
        whole.erase("$schema");
    if (!writing.isGemini()) {
        openRoot(whole);
        fillLists(whole);
    }
    out[standardKey] = std::move(whole);
}

// --- tools ---

/// A free-form tool as a function with one text argument.
Json freeFormFunction(const Tool& tool, const Writing& writing)
{
    Json schema{
        {"type", "object"}, {"properties", {{"input", {{"type", "string"}}}}}, {"required", Json::array({"input"})}};
    Json function{{"name", flatToolName(tool.nameSpace, tool.name)}};
    std::string description = tool.description;
    if (const auto text = tool.definition.find("definition"); text != tool.definition.end() && text->is_string()) {
        description += "\n\nThe input has to keep to this grammar:\n" + text->get<std::string>();
        writing.losses.add("tools: the grammar of " + tool.name + " is not enforced");
    }
    if (!description.empty())
        function["description"] = std::move(description);
    putSchema(function, schema, "parametersJsonSchema", "parameters", writing);
    return function;
}

Json functionOf(const Tool& tool, const Writing& writing)
{
    if (tool.kind == Tool::Kind::FreeForm)
        return freeFormFunction(tool, writing);
    Json function{{"name", flatToolName(tool.nameSpace, tool.name)}};
    if (!tool.description.empty())
        function["description"] = tool.description;
    putSchema(function, tool.parameters, "parametersJsonSchema", "parameters", writing);
    if (tool.extras.is_object() && tool.origin == Format::Gemini)
        JsonMembers(function).update(tool.extras);
    return function;
}

void reportLosses(const Tool& tool, Losses& losses)
{
    if (tool.strict == true)
        losses.add("tools: strict");
    if (!tool.cacheControl.is_null())
        losses.add("cache_control");
    if (!tool.nameSpaceDescription.empty())
        losses.add("tools: description of the namespace " + tool.nameSpace);
}

Json writeTools(const Writing& writing)
{
    Json tools = Json::array();
    Json* functions = nullptr;
    const bool isAsWritten = writing.isGemini() && writing.conversation.toolsAsWritten;
    for (const Tool& tool : isAsWritten ? *writing.conversation.toolsAsWritten : writing.conversation.tools) {
        reportLosses(tool, writing.losses);
        if (tool.kind == Tool::Kind::BuiltIn && tool.origin == Format::Gemini) {
            const std::size_t at = functions ? static_cast<std::size_t>(functions - &tools[0]) : 0;
            tools.push_back(tool.definition);
            functions = functions ? &tools[at] : nullptr; // the list may have been reallocated
            continue;
        }
        if (tool.kind == Tool::Kind::BuiltIn) {
            writing.losses.add("tools: " + tool.name);
            continue;
        }
        if (!functions) {
            tools.push_back(Json{{"functionDeclarations", Json::array()}});
            functions = &tools.back();
        }
        (*functions)["functionDeclarations"].push_back(functionOf(tool, writing));
    }
    return tools;
}

// AUTO may not list functions, VALIDATED may.
Json callingConfig(const Conversation& conversation)
{
    const ToolChoice& choice = conversation.toolChoice;
    Json config = Json::object();
    switch (choice.kind) {
    case ToolChoice::Kind::Unsaid:
    case ToolChoice::Kind::Auto:
        if (choice.kind == ToolChoice::Kind::Auto || !choice.allowed.empty())
            config["mode"] = choice.allowed.empty() ? "AUTO" : "VALIDATED";
        break;
    case ToolChoice::Kind::None:
        config["mode"] = "NONE";
        break;
    case ToolChoice::Kind::Required:
    case ToolChoice::Kind::Named:
        config["mode"] = "ANY";
        break;
    }
    if (choice.kind == ToolChoice::Kind::Named)
        config["allowedFunctionNames"] = Json::array({chosenToolName(conversation, choice.name)});
    if (choice.allowed.empty())
        return config;
    const ToolFinder tools(conversation.tools);
    for (const std::string& name : choice.allowed)
        config["allowedFunctionNames"].push_back(tools.chosenName(name));
    return config;
}

// --- generationConfig ---

template <class T> void put(Json& out, const char* key, const std::optional<T>& value)
{
    if (value)
        out[key] = *value;
}

void putSampling(Json& config, const Writing& writing)
{
    const Sampling& sampling = writing.conversation.sampling;
    put(config, "temperature", sampling.temperature);
    put(config, "topP", sampling.topP);
    put(config, "topK", sampling.topK);
    put(config, "candidateCount", sampling.count);
    put(config, "maxOutputTokens", sampling.maxTokens);
    const std::int64_t limit = writing.target.outputLimit;
    if (limit > 0 && sampling.maxTokens && *sampling.maxTokens > limit) { // otherwise rejected
        config["maxOutputTokens"] = limit;
        writing.losses.add("max_tokens above the model's limit");
    }
    if (!sampling.stop.empty())
        config["stopSequences"] = sampling.stop;
    put(config, "presencePenalty", sampling.presencePenalty);
    put(config, "frequencyPenalty", sampling.frequencyPenalty);
    put(config, "seed", sampling.seed);
    // Source: ai.google.dev, GenerationConfig.logprobs; read 2026-11-22.
    put(config, "responseLogprobs", writing.isGemini() ? sampling.logProbs : sampling.logProbSwitch());
    put(config, "logprobs", writing.isGemini() ? sampling.topLogProbs : sampling.topLogProbsBesideSwitch());
    if (sampling.minP)
        writing.losses.add("min_p");
    if (sampling.repetitionPenalty)
        writing.losses.add("repetition_penalty");
    if (!sampling.logitBias.empty())
        writing.losses.add("logit_bias");
}

void putFormat(Json& config, const Writing& writing)
{
    const OutputFormat& output = writing.conversation.output;
    if (writing.isPlain())
        return; // it is part of the prompt
    if (output.kind == OutputFormat::Kind::Text && writing.isGemini())
        config["responseMimeType"] = "text/plain";
    if (output.kind != OutputFormat::Kind::JsonObject && output.kind != OutputFormat::Kind::JsonSchema)
        return;
    config["responseMimeType"] = "application/json";
    if (output.kind == OutputFormat::Kind::JsonSchema)
        putSchema(config, output.schema, "responseJsonSchema", "responseSchema", writing);
    if (output.strict == true)
        writing.losses.add("response_format: strict");
    if (!output.description.empty())
        writing.losses.add("response_format: description");
}

// --- the rest ---

/// Puts "generationConfig.speechConfig" back in its place.
void putExtra(Json& body, std::string_view path, const Json& value)
{
    Json* at = &body;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        at = &(*at)[std::string(path.substr(0, dot))];
        path.remove_prefix(dot + 1);
    }
    (*at)[std::string(path)] = value;
}

void putExtras(Json& body, const Writing& writing)
{
    for (const auto& [name, value] : writing.conversation.extras) {
        if (writing.isGemini())
            putExtra(body, name, value);
        else
            addExtraLoss(writing.losses, name, value);
    }
}

void putRequestFields(Json& body, const Writing& writing)
{
    const Conversation& from = writing.conversation;
    if (!from.metadata.is_null() && writing.isGemini())
        body["labels"] = from.metadata;
    if (!from.serviceTier.empty() && writing.isGemini())
        body["serviceTier"] = from.serviceTier;
    const std::array<std::pair<bool, const char*>, 6> lost{{
        {!from.metadata.empty() && !writing.isGemini(), "metadata"},
        {!from.serviceTier.empty() && !writing.isGemini(), "service_tier"},
        {!from.user.empty(), "user"},
        {!from.promptCacheKey.empty(), "prompt_cache_key"},
        {from.store == true, "store"},
        {!from.cacheControl.is_null(), "cache_control"},
    }};
    for (const auto& [isLost, name] : lost)
        if (isLost)
            writing.losses.add(name);
}

// --- Gemma ---

/// Puts the output format into the prompt, for a model without such a mode.
void tellFormat(Json& system, const Writing& writing)
{
    const OutputFormat& output = writing.conversation.output;
    if (output.kind == OutputFormat::Kind::JsonObject) {
        system.push_back(Json{{"text", "Answer with one JSON object and nothing else."}});
        writing.losses.add("response_format: json_object");
    } else if (output.kind == OutputFormat::Kind::JsonSchema) {
        system.push_back(Json{{"text", schemaInWords(output.schema)}});
        writing.losses.addPromptedSchema();
    }
}

/// Puts the system message before the user's first text.
void sayAsUser(Json system, Json& contents, const Writing& writing)
{
    if (system.empty())
        return;
    if (contents.front()["role"] != "user")
        contents.insert(contents.begin(), Json{{"role", "user"}, {"parts", Json::array()}});
    Json& parts = contents.front()["parts"];
    for (Json& part : parts)
        system.push_back(std::move(part));
    parts = std::move(system);
    writing.losses.add("role of the system message");
}

Json toolsFor(const Writing& writing)
{
    if (!writing.isPlain() || writing.conversation.tools.empty())
        return writeTools(writing);
    writing.losses.add("tools");
    return Json::array();
}

bool mustCall(const Writing& writing)
{
    const ToolChoice::Kind kind = writing.conversation.toolChoice.kind;
    return kind == ToolChoice::Kind::Required || kind == ToolChoice::Kind::Named;
}

Json generationConfig(const Writing& writing)
{
    Json config = Json::object();
    putSampling(config, writing);
    putFormat(config, writing);
    if (Json thinking = thinkingConfig(writing.conversation, writing.model(), writing.losses); !thinking.empty())
        config["thinkingConfig"] = std::move(thinking);
    return config;
}

} // namespace

Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    DefinitionCopies copies;
    const Writing writing{conversation, target, losses, copies};
    if (!conversation.previousResponseId.empty())
        return refused("previous_response_id", QT_TRANSLATE_NOOP("Error", "The previous response is not stored here. Send the whole conversation."));
    ContentWriter contents(conversation, target, losses);
    if (!contents.write())
        return failure(contents.error());
    if (writing.isPlain() && mustCall(writing))
        return refused("tool_choice", QT_TRANSLATE_NOOP("Error", "\"tool_choice\" requires a tool call, but this model does not support tools. Choose another model."));
    Json tools = toolsFor(writing);
    if (writing.isPlain()) {
        tellFormat(contents.system(), writing);
        sayAsUser(std::exchange(contents.system(), Json::array()), contents.contents(), writing);
    }
    Json body;
    if (!contents.system().empty())
        body["systemInstruction"]["parts"] = std::move(contents.system());
    body["contents"] = std::move(contents.contents());
    // Without functions the calling mode is irrelevant and not reported.
    const bool hasTools = !tools.empty();
    if (hasTools)
        body["tools"] = std::move(tools);
    if (Json calling = callingConfig(conversation); !calling.empty() && (hasTools || writing.isGemini()))
        body["toolConfig"]["functionCallingConfig"] = std::move(calling);
    if (Json config = generationConfig(writing); !config.empty())
        body["generationConfig"] = std::move(config);
    putRequestFields(body, writing);
    putExtras(body, writing);
    return body;
}

} // namespace gateway::protocol::gemini
