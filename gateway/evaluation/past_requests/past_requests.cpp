#include "past_requests.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/format.h"
#include "gateway/usage/ledger/exchange_lookup.h"
#include "gateway/usage/ledger/shadow_lookup.h"

#include <array>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace gateway::evaluation {

using protocol::Format;
using usage::ExchangeRecord;

namespace {

constexpr std::array kClientFormats{Format::OpenAiChat, Format::OpenAiCompletions, Format::OpenAiResponses, Format::Anthropic,
                                    Format::Gemini,     Format::OllamaChat,        Format::OllamaGenerate};

const protocol::Codec* codecFor(std::string_view dialect)
{
    for (const Format format : kClientFormats)
        if (dialect == protocol::formatInfo(format).name)
            return &protocol::codecOf(format);
    return nullptr;
}

/// The messages without an answer to come: what the request asked.
std::optional<Json> messagesOf(const protocol::Codec& codec, const ExchangeRecord& record, const std::string& body)
{
    const auto request = parseJson(body);
    if (!request || !codec.readRequest)
        return std::nullopt;
    const auto conversation = codec.readRequest(*request, {record.askedModel, record.isStream});
    if (!conversation)
        return std::nullopt;
    protocol::Losses losses;
    const protocol::Codec& chat = protocol::codecOf(Format::OpenAiChat);
    auto written = chat.writeRequest(*conversation, {record.askedModel}, losses);
    if (!written || !written->contains("messages") || !(*written)["messages"].is_array() || (*written)["messages"].empty())
        return std::nullopt;
    return std::move((*written)["messages"]);
}

/// The text of the first choice.
std::string answerTextOf(const protocol::Codec& codec, const ExchangeRecord& record, const std::string& answer)
{
    protocol::AnswerBuilder builder;
    if (record.isStream && codec.makeDecoder) {
        std::vector<protocol::AnswerEvent> events;
        const auto decoder = codec.makeDecoder(record.id);
        decoder->feed(answer, events);
        decoder->finish(events);
        for (const protocol::AnswerEvent& event : events)
            builder.take(event);
    } else if (const auto json = parseJson(answer); json && codec.readAnswer) {
        if (auto whole = codec.readAnswer(*json, record.id))
            builder.answer() = std::move(*whole);
    }
    std::string text;
    if (!builder.answer().choices.empty())
        for (const protocol::Part& part : builder.answer().choices.front().parts)
            if (const auto* const piece = std::get_if<protocol::Text>(&part.content))
                text += piece->text;
    return text;
}

bool isWanted(const ExchangeRecord& record, const PastRequests& wanted)
{
    const auto fits = [](const std::string& asked, const std::string& found) { return asked.empty() || asked == found; };
    return record.isAnsweredByModel() && record.evalRun.empty() && record.shadowOf.empty() && (fits(wanted.model, record.askedModel) || wanted.model == record.model)
        && fits(wanted.provider, record.provider) && fits(wanted.route, record.route) && fits(wanted.consumer, record.consumer);
}

} // namespace

std::optional<Json> rowOf(const ExchangeRecord& record, const usage::Content& content)
{
    const protocol::Codec* const codec = codecFor(record.dialect);
    if (!codec || content.isCut)
        return std::nullopt;
    auto messages = messagesOf(*codec, record, content.request);
    std::string reference = answerTextOf(*codec, record, content.answer);
    if (!messages || reference.empty())
        return std::nullopt;
    Json row{{"id", record.id}, {"messages", std::move(*messages)}, {"reference", std::move(reference)}};
    if (!record.route.empty())
        row["tags"] = Json::array({record.route});
    return row;
}

Result<PastRequestsFound> rowsFromRequests(const QString& file, const PastRequests& wanted, const std::function<bool(const Json& row)>& onRow,
    const std::function<bool()>& isUnwanted)
{
    std::unordered_set<std::string> copied;
    if (wanted.isCopied) {
        auto originals = usage::originalsOfStoredCopies(file);
        if (!originals)
            return failure(originals.error());
        copied.insert(std::make_move_iterator(originals->begin()), std::make_move_iterator(originals->end()));
    }
    PastRequestsFound found;
    Result<void> problem;
    const auto visited = usage::visitContents(file, wanted.from, wanted.to, [&](const ExchangeRecord& record, const usage::ReadContent& read) {
        if (isUnwanted && isUnwanted())
            return false;
        if (!isWanted(record, wanted))
            return true;
        if (wanted.isCopied && !copied.contains(record.id))
            return true;
        const auto content = read();
        if (!content) {
            problem = failure(content.error());
            return false;
        }
        if (!*content || (*content)->isCut) {
            ++found.withoutContent;
            return true;
        }
        const auto row = rowOf(record, **content);
        if (!row) {
            ++found.unreadable;
            return true;
        }
        ++found.rows;
        return onRow(*row) && (wanted.limit == 0 || found.rows < wanted.limit);
    });
    if (!visited)
        return failure(visited.error());
    if (!problem)
        return failure(problem.error());
    return found;
}

Result<PastRequestsFound> writeDataset(const QString& file, const PastRequests& wanted, const QString& out, const std::function<bool()>& isUnwanted)
{
    files::FileWriter writer(out, {.isPrivate = true}); // it has what people wrote
    if (const auto opened = writer.open(); !opened)
        return failure(opened.error());
    Result<void> written;
    auto found = rowsFromRequests(file, wanted, [&](const Json& row) {
        written = writer.write(toText(row) + '\n');
        return written.has_value();
    }, isUnwanted);
    if (!found || found->rows == 0 || (isUnwanted && isUnwanted()))
        return found;
    if (written)
        written = writer.commit();
    if (!written)
        return failure(written.error());
    return found;
}

} // namespace gateway::evaluation
