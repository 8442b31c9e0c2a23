#include "request_translation.h"

#include "codec_table.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/adaptation/forced_call.h"
#include "gateway/protocol/conversation/adaptation/known_values.h"
#include "gateway/protocol/conversation/adaptation/prompted_format.h"
#include "gateway/protocol/conversation/adaptation/rendered_blocks.h"
#include "gateway/protocol/conversation/adaptation/rendered_documents.h"
#include "gateway/protocol/conversation/adaptation/signing_host.h"
#include "gateway/protocol/conversation/adaptation/tool_requirement.h"
#include "gateway/protocol/conversation/adaptation/unmet_requirement.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::protocol {

namespace {

/// Metadata of a document that only some formats support. Gemini's displayName exists in Vertex AI only.
void reportBesideFile(const Media& media, Format target, Losses& losses)
{
    if (media.kind != Media::Kind::File)
        return;
    if (target == Format::Gemini && !media.name.empty() && !plainText(media))
        losses.add("name of a file");
    const bool hasNoDetail = target == Format::OpenAiChat || target == Format::Anthropic;
    if (hasNoDetail && !media.detail.empty() && media.detail != "auto")
        losses.add("detail of a file");
}

/// Metadata of a text or call for its own format only. A lost signature is reported to the client that sent it: for
/// other clients it is added here from memory.
template <class Content> void reportBeside(const Content& content, const Conversation& from, Format target, Losses& losses)
{
    const auto* const text = std::get_if<Text>(&content);
    if (text && !text->annotations.empty() && text->origin != target)
        losses.add("annotations");
    if (text && !text->phase.empty() && target != Format::OpenAiResponses)
        losses.add("phase");
    if (const auto* const media = std::get_if<Media>(&content))
        reportBesideFile(*media, target, losses);
    if (from.origin != Format::Gemini || target == Format::Gemini)
        return;
    std::visit([&losses](const auto& each) {
        using Each = std::decay_t<decltype(each)>;
        if constexpr (!std::is_same_v<Each, Thinking> && requires { each.signature; }) // writers report reasoning
            if (!each.signature.empty())
                losses.add("thoughtSignature");
    }, content);
}

/// What the model is told at best and nobody enforces: a namespace's description, a grammar. `hasFreeForm`: the target
/// supports such tools itself.
void reportOfTool(const Tool& tool, bool hasFreeForm, Format target, Losses& losses)
{
    if (target != Format::OpenAiResponses && !tool.nameSpaceDescription.empty())
        losses.add("tools: description of the namespace " + tool.nameSpace);
    if (tool.kind == Tool::Kind::FreeForm && !hasFreeForm && !json::textOf(tool.definition, "definition").empty())
        losses.add("tools: the grammar of " + tool.name + " is not enforced");
}

void reportBeside(const Conversation& conversation, const TranslationTarget& to, Losses& losses)
{
    const Format target = to.format;
    const bool hasFreeForm = target == Format::OpenAiResponses || (target == Format::OpenAiChat && to.to.keepsSignatures);
    for (const Tool& tool : conversation.tools) {
        reportOfTool(tool, hasFreeForm, target, losses);
        if (tool.origin != target)
            for (const auto& [key, value] : tool.extras.items())
                losses.add("tools: " + key);
    }
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts) {
            reportBeside(part.content, conversation, target, losses);
            // A call is not part of the content there, and only content can have cache marks.
            if (target == Format::OpenAiChat && !part.cacheControl.is_null() && std::holds_alternative<ToolCall>(part.content))
                losses.add("cache_control");
            if (const auto* const result = std::get_if<ToolResult>(&part.content))
                for (const ResultContent& each : result->content)
                    reportBeside(each, conversation, target, losses);
        }
}

} // namespace

TranslatedRequest translateRequest(const Conversation& said, const TranslationTarget& target)
{
    if (auto need = unmetRequirement(said, target.format, target.limits))
        return {failure(std::move(*need))};
    Losses losses;
    const auto allowing = withSentToolsAllowed(said, target.format, losses);
    const Conversation& conversation = allowing ? *allowing : said;
    losses.nameFor(conversation);
    AnswerDuties duties = dutiesFor(conversation, target.format, target.limits, target.to);
    const auto freed = withoutDuties(conversation, duties);
    const Conversation& free = freed ? *freed : conversation;
    const std::vector<const Tool*> called = calledByForm(free, target.format, target.limits);
    const auto calling = called.empty() ? std::nullopt : std::optional(withFormOf(called, free));
    if (calling)
        requireCall(free, called, duties);
    const Conversation& asked = calling ? *calling : free;
    const auto settled = withKnownValues(target.format, asked, losses);
    const Conversation& plain = settled ? *settled : asked;
    const auto signed_ = withSignaturesOf(target.provider, plain, losses);
    const auto opened = withRenderedBlocks(target.format, signed_ ? *signed_ : plain, losses);
    const Conversation& known = opened ? *opened : signed_ ? *signed_ : plain;
    if (opened)
        if (auto lost = lostTurn(target.format, plain, known))
            return {failure(std::move(*lost))};
    const auto informed = withRenderedDocuments(target.format, known, losses);
    const Conversation& readable = informed ? *informed : known;
    const FormatTarget form{target.format, target.jsonOrTools, target.to.model, target.noJson, target.noSchema};
    const auto formed = withPromptedFormat(readable, form, losses);
    const bool isTold = formed && formed->output.kind != conversation.output.kind;
    const Conversation& whole = formed ? *formed : readable;
    const bool keepsMarks = target.format == Format::Anthropic || target.format == Format::Bedrock || target.to.takesCacheControl;
    const auto placed = withPlacedSystem({target.format, target.systemPlace, keepsMarks}, whole, losses);
    const Conversation& arranged = placed ? *placed : whole;
    const auto renamed = withToolNamesFor(target.format, arranged);
    auto body = codecOf(target.format).writeRequest(renamed ? *renamed : arranged, target.to, losses);
    if (!calling && (isTold || losses.isSchemaPrompted()))
        requireJson(conversation, duties);
    reportBeside(conversation, target, losses);
    if (conversation.origin != target.format)
        for (const std::string& path : conversation.unread)
            losses.add(path);
    return {std::move(body), std::move(losses), std::move(duties)};
}

} // namespace gateway::protocol
