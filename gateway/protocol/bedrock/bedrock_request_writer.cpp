#include "bedrock_request_writer.h"

#include "inference_fields.h"
#include "message_writer.h"
#include "tool_config.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::bedrock {

namespace {

/// Puts the schema into the prompt if the model does not support it.
void tellSchema(RequestTask& task, Json& body)
{
    body["system"].push_back(Json{{"text", schemaInWords(task.conversation.output.schema)}});
    task.losses.addPromptedSchema();
}

void writeOutput(RequestTask& task, Json& body)
{
    const OutputFormat& output = task.conversation.output;
    if (output.kind != OutputFormat::Kind::JsonSchema)
        return;
    Json closed = output.schema;
    openRoot(closed);
    if (!isHeldToSchema(task.target.model) || (task.family == ModelFamily::Claude && !isForClaude(closed)))
        return tellSchema(task, body);
    closeObjects(closed); // Source: Amazon Bedrock User Guide, "Structured outputs". Read 2026-11.
    if (task.family == ModelFamily::Claude)
        tellLimits(closed, "response_format", task.losses);
    Json schema{{"schema", toText(closed)}};
    if (!output.name.empty())
        schema["name"] = output.name;
    if (!output.description.empty())
        schema["description"] = output.description;
    Json format{{"type", "json_schema"}, {"structure", Json{{"jsonSchema", std::move(schema)}}}};
    body["outputConfig"] = Json{{"textFormat", std::move(format)}};
}

void writeTier(RequestTask& task, Json& body)
{
    static constexpr std::array<std::string_view, 4> kTiers{"default", "priority", "flex", "reserved"};
    const std::string& tier = task.conversation.serviceTier;
    if (std::find(kTiers.begin(), kTiers.end(), tier) != kTiers.end())
        body["serviceTier"] = Json{{"type", tier}};
    else if (!tier.empty() && tier != "auto")
        task.losses.add("service_tier");
}

/// Fields of Converse that a client may add to those of its own format, and those that Claude has under the same name.
void writeExtras(RequestTask& task, Json& body)
{
    static constexpr std::array<std::string_view, 5> kPassed{"performanceConfig", "guardrailConfig", "promptVariables",
        "additionalModelResponseFieldPaths", "requestMetadata"};
    static constexpr std::string_view kMore = "additionalModelRequestFields";
    static constexpr std::string_view kBeta = "anthropic_beta";
    for (const auto& [name, value] : task.conversation.extras) {
        if (std::find(kPassed.begin(), kPassed.end(), name) != kPassed.end())
            body[name] = value;
        else if (name == kMore && value.is_object())
            for (const auto& [key, field] : value.items())
                body[std::string(kMore)][key] = field;
        else if (name == kBeta && task.family == ModelFamily::Claude)
            body[std::string(kMore)][name] = value;
        else
            addExtraLoss(task.losses, name, value);
    }
}

void reportLosses(RequestTask& task)
{
    const Conversation& conversation = task.conversation;
    struct LossRow {
        bool isThere;
        const char* name;
    };
    const LossRow rows[]{
        {!conversation.user.empty(), "user"},
        {!conversation.metadata.empty(), "metadata"},
        {!conversation.promptCacheKey.empty(), "prompt_cache_key"},
        {conversation.store == true, "store"},
        {!conversation.cacheControl.is_null() && !task.knowsCachePoints(), "cache_control"},
    };
    for (const LossRow& row : rows)
        if (row.isThere)
            task.losses.add(row.name);
}

} // namespace

Result<Json> writeBedrockRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    RequestTask task{conversation, target, losses, familyOf(target.model), {}, {}};
    Json body = Json::object();
    writeMessages(task, body);
    writeTools(task, body);
    writeInference(task, body);
    writeOutput(task, body);
    writeTier(task, body);
    writeExtras(task, body);
    reportLosses(task);
    if (task.problem.isThere())
        return task.problem.error();
    return body;
}

} // namespace gateway::protocol::bedrock
