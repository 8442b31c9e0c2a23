#include "answer_text.h"

#include "answer_kind.h"
#include "native_form.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/answer_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <utility>

namespace gateway::exchange {

namespace {

using protocol::Format;

/// The ids of a file or batch, its own first. A batch also creates files.
std::vector<protocol::OwnedId> madeIds(const Json& made)
{
    std::vector<protocol::OwnedId> ids{{json::textOf(made, "id"), protocol::OwnedKind::File}};
    if (json::textOf(made, "object") == "batch")
        for (const char* const field : {"output_file_id", "error_file_id"})
            ids.push_back({json::textOf(made, field), protocol::OwnedKind::File});
    return ids;
}

/// Adds the ids of a chat's audio that the provider stores.
void addSounds(const Json& chat, std::vector<protocol::OwnedId>& made)
{
    const Json& choices = json::fieldOf(chat, "choices");
    if (!choices.is_array())
        return;
    for (const Json& choice : choices)
        if (std::string id = json::textOf(json::fieldOf(json::fieldOf(choice, "message"), "audio"), "id"); !id.empty())
            made.push_back({std::move(id), protocol::OwnedKind::Item});
}

/// The usage in an answer of a format other than OpenAI's, which the chat reader reads; empty if there is none.
std::optional<protocol::TokenUsage> usageWithVectors(protocol::EmbeddingFormat format, const Json& body)
{
    const auto read = protocol::embeddingCodec(format)->readAnswer;
    if (format == protocol::EmbeddingFormat::OpenAi || !read)
        return std::nullopt;
    const auto answer = read(body);
    return answer && answer->usage.origin != protocol::UsageOrigin::Unknown ? std::optional(answer->usage) : std::nullopt;
}

void useClientsName(const protocol::AnswerContext& context, protocol::Content& content)
{
    if (auto* const call = std::get_if<protocol::ToolCall>(&content))
        protocol::useClientsName(context, *call);
}

/// Whether the operation has no output tokens.
bool isForInputAlone(const Ask& ask)
{
    return ask.operation == Operation::Embed || ask.path == "rerank" || ask.path == "moderations";
}

BatchState batchIn(const Json& tree)
{
    return {json::textOf(tree, "object") == "batch", json::textOf(tree, "id"), json::textOf(tree, "status"), json::textOf(tree, "model"), protocol::responseUsage(tree)};
}

/// Reads the ids of files and batches.
void readOwned(const AnswerText& given, Json body, AnswerRead& read)
{
    if (!given.use.isOwning)
        return;
    if (!given.use.isFiltered) {
        read.owned.name = json::textOf(body, "id");
        read.owned.made = madeIds(body);
        if (isBatch(given.ask))
            read.owned.batch = batchIn(body);
        return;
    }
    OwnedList list;
    const auto data = body.is_object() ? body.find("data") : body.end();
    list.isList = body.is_object() && data != body.end() && data->is_array();
    if (list.isList)
        for (const Json& entry : *data)
            list.entries.push_back(madeIds(entry));
    list.body = std::move(body);
    read.owned.list = std::move(list);
}

void readVectors(const AnswerText& given, const Json& tree, AnswerRead& read)
{
    const auto answer = protocol::embeddingCodec(*embeddingFormatOf(*given.access))->readAnswer(tree);
    read.state.isError = !answer;
    read.state.isReadable = answer || answer.error().kind == ErrorKind::UpstreamError;
    if (!answer)
        return;
    if (answer->usage.origin != protocol::UsageOrigin::Unknown)
        read.usage = answer->usage;
    const protocol::EmbeddingRequest& asked = **given.asked;
    if (answer->vectors.size() == asked.inputs.size())
        read.translated = toText(protocol::embeddingCodec(given.ask.embedding)->writeAnswer(*answer, asked, given.context));
}

void readModelAnswer(const AnswerText& given, const Json& tree, AnswerRead& read)
{
    const Access& access = *given.access;
    const protocol::Codec& codec = protocol::codecOf(access.format);
    if (given.use.isOwning)
        read.owned.made = protocol::ownedIdsOf(tree);
    if (given.use.isBackground && protocol::responseState(tree) == protocol::ResponseState::UnderWay) {
        read.owned.isUnderWay = true;
        read.owned.name = json::textOf(tree, "id");
        return;
    }
    if (given.ask.format == Format::OpenAiChat && isNative(given.ask, access))
        addSounds(tree, read.owned.made);
    auto answer = codec.readAnswer(tree, given.context.id);
    if (answer) {
        read.answer = std::move(*answer);
        return;
    }
    read.state.isError = true;
    read.state.isReadable = answer.error().kind == ErrorKind::UpstreamError;
    if (const auto told = codec.readUsage(tree); told.origin != protocol::UsageOrigin::Unknown)
        read.usage = told;
}

void readTree(const AnswerText& given, const Json& tree, AnswerRead& read)
{
    const bool isPassed = isNative(given.ask, *given.access);
    const bool isCompacted = given.ask.operation == Operation::Compact && isPassed;
    if (isConversation(given.ask) && !isCompacted)
        return readModelAnswer(given, tree, read);
    if (!isPassed)
        return readVectors(given, tree, read);
    if (given.ask.operation == Operation::Embed)
        read.usage = usageWithVectors(given.ask.embedding, tree);
    if (!read.usage)
        read.usage = usageOf(given.ask, given.facts(viewOf(given.body)));
}

/// For Responses the last event usually contains the whole answer. False if it does not.
bool readLastEvent(const AnswerText& given, AnswerRead& read)
{
    const Access& access = *given.access;
    const auto last = access.format == Format::OpenAiResponses ? protocol::responseIn(viewOf(given.body)) : std::nullopt;
    if (!last)
        return false;
    read.state.isReadable = true;
    readTree(given, *last, read);
    if (read.answer && !saysAnything(protocol::factsOf(*read.answer))) {
        read.answer.reset();
        return false;
    }
    if (read.state.isError)
        read.state.error = toText(*last);
    else if (isNative(given.ask, access))
        read.translated = toText(*last);
    return true;
}

void readStream(const AnswerText& given, AnswerRead& read)
{
    if (readLastEvent(given, read))
        return;
    std::vector<protocol::AnswerEvent> events;
    const auto decoder = protocol::codecOf(given.access->format).makeDecoder(given.context.id);
    decoder->feed(viewOf(given.body), events);
    decoder->finish(events);
    protocol::AnswerBuilder builder;
    for (const protocol::AnswerEvent& event : events)
        builder.take(event);
    read.state.isReadable = true;
    if (!builder.error() && builder.isWhole()) {
        read.answer = std::move(builder.answer());
        return;
    }
    read.state.isError = read.state.isReadable = builder.error().has_value();
    if (builder.error())
        read.state.error = toText(Json{{"message", builder.error()->message}, {"type", builder.error()->type}, {"code", builder.error()->code}});
    if (builder.answer().usage.origin != protocol::UsageOrigin::Unknown)
        read.usage = builder.answer().usage;
}

/// `isWritten`: the client gets it translated to its own format.
void noteFacts(const AnswerText& given, bool isWritten, AnswerRead& read)
{
    protocol::ModelAnswer& answer = *read.answer;
    const bool isReported = answer.usage.origin == protocol::UsageOrigin::Reported && !answer.usage.isZero();
    if (!isReported)
        read.said = protocol::saidIn(answer, given.access->format); // in the model's own words
    if (given.use.isOwning && read.owned.made.empty())
        read.owned.made = protocol::ownedIdsOf(answer);
    if (isWritten)
        for (protocol::Choice& choice : answer.choices)
            for (protocol::Part& part : choice.parts)
                useClientsName(given.context, part.content);
    const auto client = isWritten ? std::optional(protocol::formatInfo(given.ask.format).dialect) : std::nullopt;
    read.facts = protocol::factsOf(answer, client);
    if (client) {
        protocol::Losses losses;
        protocol::addAnswerLosses(losses, answer, *client);
        read.work.lost = losses.list();
    }
}

/// Reads an answer of which only OpenAI's usage is needed; false if it has to be parsed as a tree or a stream.
bool readUsageAlone(const AnswerText& given, AnswerRead& read)
{
    if (given.use.isFiltered || readsAsTree(given.ask, *given.access))
        return false;
    const protocol::ChatFacts facts = given.facts(viewOf(given.body));
    read.state.isJson = facts.isJson;
    read.state.isReadable = facts.isJson || given.ask.operation == Operation::PassThrough; // audio, images
    read.usage = usageOf(given.ask, facts);
    return read.state.isReadable;
}

} // namespace

bool saysAnything(const protocol::AnswerFacts& facts)
{
    const bool saysWhy = facts.finishReason == "length" || facts.finishReason == "content_filter";
    return facts.hasContent || facts.hasReasoning || saysWhy;
}

std::optional<protocol::TokenUsage> usageOf(const Ask& ask, const protocol::ChatFacts& facts)
{
    auto usage = facts.isJson ? facts.usage : std::nullopt;
    if (usage && usage->reportedTotal && isForInputAlone(ask)) {
        usage->input = usage->reportedTotal;
        usage->origin = protocol::UsageOrigin::Reported;
    }
    return usage;
}

AnswerRead readAnswer(const AnswerText& given)
{
    AnswerRead read;
    if (readUsageAlone(given, read))
        return read;
    const std::string_view text = viewOf(given.body);
    const bool isObject = trimmed(text.substr(byteOrderMark(text)), " \t\r\n").starts_with('{');
    const bool isTree = isObject || !given.use.mayBeStream;
    if (isTree && holdsMoreValues(text, given.most)) {
        read.state.isJson = read.state.isReadable = true;
        read.state.most = given.most;
        return read;
    }
    auto tree = isTree ? parseJsonLeniently(text, text.size()) : Result<Json>(failure(ErrorKind::UpstreamProtocolError, {}));
    if (tree) {
        read.state.isJson = read.state.isReadable = true;
        if (given.ask.owned != OwnedUse::None)
            readOwned(given, std::move(*tree), read);
        else
            readTree(given, *tree, read);
    } else if (given.use.mayBeStream) {
        read.state.isJson = read.state.isGathered = true;
        readStream(given, read);
    } else {
        read.state.isReadable = given.ask.operation == Operation::PassThrough && !given.use.isFiltered;
    }
    if (read.answer)
        read.work = protocol::doDuties(given.duties, *read.answer);
    const bool isWritten = !isNative(given.ask, *given.access) || read.state.isGathered;
    if (read.answer && isWritten && protocol::holdsMoreArguments(*read.answer, kMostAnswerValues))
        read.state.most = kMostAnswerValues;
    else if (read.answer)
        noteFacts(given, isWritten && !read.translated, read);
    return read;
}

} // namespace gateway::exchange
