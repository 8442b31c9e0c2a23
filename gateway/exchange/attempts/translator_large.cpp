// Large requests and answers: workers read and write them, so that the gateway thread goes on meanwhile. What a worker
// gets it owns, or shares and does not change: whoever waits for it may be gone before it is done.

#include "translator.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/embeddings/embedding_codec.h"
#include "gateway/protocol/quirks/own_words.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/responses/store/compaction.h"

namespace gateway::exchange {

namespace {

using protocol::Format;
using Share = http::BodyBudget::Share;

/// What a value of a tree takes beside its text.
constexpr std::int64_t kBytesOfValue = 96;

std::int64_t costOfTree(std::string_view json)
{
    return static_cast<std::int64_t>(json.size()) + kBytesOfValue * static_cast<std::int64_t>(jsonValues(json));
}

/// As a tree, if `share` may hold that.
Result<Json> treeWithin(std::string_view json, Share& share)
{
    if (auto held = share.add(costOfTree(json)); !held)
        return failure(std::move(held.error()));
    return treeOf(json);
}

} // namespace

const Translator::SharedShare& Translator::copies()
{
    if (!m_copies)
        m_copies = std::make_shared<Share>(m_share->sibling());
    return m_copies;
}

Task<> Translator::prepare(Target target)
{
    const Access* const access = accessOf(target);
    const WrittenKey key{access, target.candidate->model};
    if (m_written.contains(key))
        co_return;
    if (!access) {
        m_written.emplace(key, write(target));
        co_return;
    }
    if (isNative(*access)) {
        auto look = [ask = m_request.ask, body = m_request.body, access, snapshot = m_shared] {
            return goesAsItIs(ask, viewOf(body), *access);
        };
        Task<bool> looking = m_services.workers->run(std::move(look));
        const bool isAsItIs = co_await std::move(looking);
        if (isAsItIs) {
            m_written.emplace(key, UpstreamRequest{});
            co_return;
        }
    }
    const bool isEmbedding = m_request.ask.operation == Operation::Embed;
    Task<Written> writing = isNative(*access) ? editLarge(target, *access)
        : isEmbedding                         ? embedLarge(target, *access)
                                              : translateLarge(target, *access);
    Written made = co_await std::move(writing);
    m_written.emplace(key, std::move(made));
}

Task<> Translator::prepareConversation()
{
    if (m_conversation)
        co_return;
    m_begun = std::chrono::steady_clock::now();
    struct Parsed {
        Result<Json> tree;
        Json asCame; // of Responses
        std::optional<Reading> reading; // of the others
    };
    const bool isStream = m_request.outline.stream;
    auto parse = [ask = m_request.ask, body = m_request.body, share = copies(), isStream] {
        Parsed parsed{treeWithin(viewOf(body), *share), {}, {}};
        if (!parsed.tree)
            return parsed;
        if (ask.format == Format::OpenAiResponses) {
            parsed.asCame = *parsed.tree;
        } else {
            parsed.reading.emplace(read(std::move(*parsed.tree), {}, ask, isStream));
            parsed.tree = Json();
            (void)share->hold(body.size());
        }
        return parsed;
    };
    Task<Parsed> parsing = m_services.workers->run(std::move(parse));
    Parsed parsed = co_await std::move(parsing);
    if (!parsed.tree) {
        takeReading({failure(std::move(parsed.tree.error())), {}});
        co_return;
    }
    if (parsed.reading) {
        takeReading(std::move(*parsed.reading));
        co_return;
    }
    m_said = std::move(parsed.asCame);
    notePrevious();
    auto whole = withHistory(std::move(*parsed.tree));
    if (!whole) {
        takeReading({failure(std::move(whole.error())), std::move(m_said)});
        co_return;
    }
    auto reading = [whole = std::move(*whole), asCame = std::move(m_said), ask = m_request.ask, isStream]() mutable {
        return read(std::move(whole), std::move(asCame), ask, isStream);
    };
    Task<Reading> reads = m_services.workers->run(std::move(reading));
    Reading told = co_await std::move(reads);
    takeReading(std::move(told));
}

Task<Translator::Written> Translator::translateLarge(Target target, const Access& access)
{
    Task<> reading = prepareConversation();
    co_await std::move(reading);
    if (!*m_conversation)
        co_return failure(m_conversation->error());
    const Aim aim = aimAt(target, access, **m_conversation);
    const std::int64_t size = m_request.body.size();
    auto write = [aim, said = m_conversation, snapshot = m_shared, share = copies(), size]() -> Wrote {
        if (auto held = share->add(2 * size); !held)
            return {failure(std::move(held.error())), {}};
        return writeFor(aim, **said);
    };
    Task<Wrote> writing = m_services.workers->run(std::move(write));
    Wrote wrote = co_await std::move(writing);
    applyQuirksTo(aim, (*m_conversation)->reasoning, wrote);
    const bool isStream = (*m_conversation)->isStream;
    auto finishing = [body = std::move(wrote), access = &access, snapshot = m_shared, share = copies(), size, isStream] {
        protocol::RequestOutlineReader reader;
        Written made = finish(body, *access, isStream, reader);
        (void)share->add(-size); // the tree goes
        return made;
    };
    Task<Written> finished = m_services.workers->run(std::move(finishing));
    Written made = co_await std::move(finished);
    co_return made;
}

Task<Translator::Written> Translator::embedLarge(Target target, const Access& access)
{
    struct Both {
        std::optional<Result<protocol::EmbeddingRequest>> asked;
        Written written;
    };
    auto job = [ask = m_request.ask, body = m_request.body, access = &access, snapshot = m_shared, share = copies(),
                model = target.candidate->model, known = std::move(m_embedding)]() mutable {
        Both both{std::move(known), failure(ErrorKind::InternalError, {})};
        if (!both.asked) {
            auto tree = treeWithin(viewOf(body), *share);
            if (tree)
                both.asked.emplace(protocol::embeddingCodec(ask.embedding)->readRequest(*tree, ask.place));
            else
                both.asked.emplace(failure(std::move(tree.error())));
        }
        if (!*both.asked) {
            both.written = failure(both.asked->error());
            return both;
        }
        protocol::WriteTarget to;
        to.model = model;
        protocol::Losses losses;
        Wrote wrote{protocol::embeddingCodec(*embeddingFormatOf(*access))->writeRequest(**both.asked, to, losses), std::move(losses)};
        protocol::RequestOutlineReader reader;
        if (!wrote.body)
            wrote.body.error().kind = ErrorKind::InvalidRequest;
        both.written = finish(wrote, *access, false, reader);
        return both;
    };
    Task<Both> embedding = m_services.workers->run(std::move(job));
    Both both = co_await std::move(embedding);
    m_embedding = std::move(both.asked);
    co_return std::move(both.written);
}

/// The client's own request, as this provider takes it.
Task<Translator::Written> Translator::editLarge(Target target, const Access& access)
{
    struct Parsed {
        bool isAsItIs = false;
        std::optional<Json> tree;
        Json before; // of plain chat
    };
    const auto* const kept = isPlainChat(access) ? nullptr : previousOf(m_request, m_record.consumer, m_services.responses);
    const bool isHere = kept && !kept->isElsewhere();
    const bool isChat = isPlainChat(access);
    auto parse = [body = m_request.body, access = &access, snapshot = m_shared, share = copies(), isChat, isHere] {
        Parsed parsed;
        parsed.isAsItIs = !isChat && !isHere && !protocol::mayHoldOwnWords(access->format, isSigned(*access), viewOf(body));
        if (parsed.isAsItIs)
            return parsed;
        if (auto tree = treeWithin(viewOf(body), *share))
            parsed.tree.emplace(std::move(*tree));
        if (parsed.tree && isChat)
            parsed.before = *parsed.tree;
        return parsed;
    };
    Task<Parsed> parsing = m_services.workers->run(std::move(parse));
    Parsed parsed = co_await std::move(parsing);
    if (parsed.isAsItIs || !parsed.tree)
        co_return UpstreamRequest{}; // the provider says what is wrong with it
    protocol::Losses losses;
    if (isChat) {
        const providers::CatalogModel* const model = m_snapshot.planner->modelOf(*target.candidate);
        const auto canThink = model ? std::optional(model->reasoning) : std::nullopt;
        protocol::applyQuirks(access.endpoint.quirks, {thoughts(), canThink}, *parsed.tree, losses);
    } else if (isHere) {
        auto whole = withHistory(std::move(*parsed.tree));
        if (!whole)
            co_return failure(std::move(whole.error()));
        *parsed.tree = std::move(*whole);
    }
    auto finishing = [parsed = std::move(parsed), losses = std::move(losses), access = &access, snapshot = m_shared, share = copies(),
                      isStream = m_request.outline.stream, isChat, isHere, size = m_request.body.size()]() mutable -> Written {
        const bool isChanged = isChat ? *parsed.tree != parsed.before
                                      : protocol::removeOwnWords(access->format, isSigned(*access), *parsed.tree, losses) || isHere;
        (void)share->hold(size);
        if (!isChanged)
            return UpstreamRequest{};
        protocol::RequestOutlineReader reader;
        return finished(*parsed.tree, *access, isStream, losses, reader);
    };
    Task<Written> writing = m_services.workers->run(std::move(finishing));
    Written made = co_await std::move(writing);
    co_return made;
}

/// What a worker finds in a whole answer.
struct Translator::LargeRead {
    bool isGathered = false; ///< it was a stream
    bool isJson = false;
    std::size_t most = 0; ///< JSON values that it may hold, where it holds more
    std::optional<protocol::ModelAnswer> answer;
    bool isReadable = false; ///< of its format, but an error
    std::string error; ///< of a stream
    std::optional<protocol::TokenUsage> usage; ///< of an error
};

/// What a worker writes.
struct Translator::Writing {
    Ask ask;
    bool isStream = false;
    bool isCompaction = false;
    std::string id;
    protocol::AnswerContext context;
    protocol::ModelAnswer answer;
    std::shared_ptr<Result<protocol::Conversation>> request; // the context's
    std::shared_ptr<protocol::AnswerTimes> times; // likewise
};

bool Translator::readsLarge(const Access& access) const
{
    const bool isTold = m_request.ask.operation == Operation::Converse && !isBackground(access);
    return m_services.workers && m_services.budget && isTold;
}

Translator::LargeRead Translator::readElsewhere(const Access& access, const std::string& id, const QByteArray& body, bool mayBeStream)
{
    LargeRead large;
    const std::string_view text = viewOf(body);
    const bool isObject = trimmed(text.substr(byteOrderMark(text)), " \t\r\n").starts_with('{');
    if (isObject && holdsMoreValues(text, kMostAnswerValues)) {
        large.isJson = true;
        large.most = kMostAnswerValues;
        return large;
    }
    std::optional<Json> tree;
    if (isObject || !mayBeStream)
        if (auto parsed = parseJsonLeniently(text, text.size()))
            tree.emplace(std::move(*parsed));
    if (!tree && !mayBeStream)
        return large;
    large.isGathered = !tree;
    const protocol::Codec& codec = protocol::codecOf(access.format);
    if (!tree && access.format == Format::OpenAiResponses)
        if (auto last = protocol::responseIn(text))
            tree.emplace(std::move(*last));
    large.isJson = true;
    if (tree) {
        auto answer = codec.readAnswer(*tree, id);
        if (answer) {
            large.answer = std::move(*answer);
        } else {
            large.isReadable = answer.error().kind == ErrorKind::UpstreamError;
            if (const auto told = codec.readUsage(*tree); told.origin != protocol::UsageOrigin::Unknown)
                large.usage = told;
        }
    } else {
        std::vector<protocol::AnswerEvent> events;
        const auto decoder = codec.makeDecoder(id);
        decoder->feed(text, events);
        decoder->finish(events);
        protocol::AnswerBuilder builder;
        for (const protocol::AnswerEvent& event : events)
            builder.take(event);
        if (!builder.error() && builder.isWhole()) {
            large.answer = std::move(builder.answer());
        } else {
            large.isReadable = builder.error().has_value();
            if (builder.error())
                large.error = toText(Json{{"message", builder.error()->message}, {"type", builder.error()->type}, {"code", builder.error()->code}});
            if (builder.answer().usage.origin != protocol::UsageOrigin::Unknown)
                large.usage = builder.answer().usage;
        }
    }
    if (large.answer && protocol::holdsMoreArguments(*large.answer, kMostAnswerValues))
        large.most = kMostAnswerValues;
    return large;
}

Result<QByteArray> Translator::writeElsewhere(const Writing& writing)
{
    const protocol::Codec& client = protocol::codecOf(writing.ask.format);
    std::optional<protocol::ModelAnswer> compacted;
    if (writing.isCompaction) {
        auto made = protocol::compactedAnswer(writing.answer, writing.id);
        if (!made)
            return failure(std::move(made.error()));
        compacted = std::move(*made);
    }
    const protocol::ModelAnswer& answer = compacted ? *compacted : writing.answer;
    if (!writing.isStream)
        return QByteArray::fromStdString(toText(client.writeAnswer(answer, writing.context)));
    const auto encoder = client.makeEncoder(writing.context);
    std::string stream;
    for (const protocol::AnswerEvent& event : protocol::eventsOf(answer))
        encoder->write(event, stream);
    return QByteArray::fromStdString(stream);
}

Translator::Writing Translator::writingOf(protocol::ModelAnswer answer)
{
    Writing writing;
    writing.ask = m_request.ask;
    writing.isStream = m_request.outline.stream;
    writing.isCompaction = m_isCompaction;
    writing.id = m_id;
    writing.context = answerContext();
    writing.answer = std::move(answer);
    writing.request = m_conversation;
    writing.times = m_times;
    return writing;
}

Task<Result<WholeAnswer>> Translator::readLarge(Target target, QByteArray body, bool mayBeStream, const Share& share)
{
    const Access& access = *accessOf(target);
    const auto made = std::make_shared<Share>(share.sibling());
    struct Told {
        Result<LargeRead> read;
    };
    const std::size_t size = static_cast<std::size_t>(body.size());
    auto job = [access = &access, snapshot = m_shared, id = m_id, body = std::move(body), mayBeStream, made]() -> Told {
        if (auto held = made->add(costOfTree(viewOf(body))); !held)
            return {failure(std::move(held.error()))};
        Told told{readElsewhere(*access, id, body, mayBeStream)};
        (void)made->hold(body.size());
        return told;
    };
    Task<Told> reading = m_services.workers->run(std::move(job));
    Told told = co_await std::move(reading);
    if (!told.read)
        co_return failure(std::move(told.read.error()));
    LargeRead& large = *told.read;
    WholeAnswer whole;
    whole.isGathered = large.isGathered;
    whole.isJson = large.isJson;
    whole.most = large.most;
    whole.usage = large.usage;
    if (large.most > 0) {
        whole.isReadable = true;
        co_return whole;
    }
    if (!large.answer) {
        whole.isError = large.isJson && (large.isReadable || !large.isGathered);
        whole.isReadable = large.isReadable;
        whole.error = std::move(large.error);
        co_return whole;
    }
    const bool isWritten = !isNative(access) || large.isGathered;
    whole = heard(target, *large.answer, isWritten);
    whole.isGathered = large.isGathered;
    if (!isWritten || whole.isError)
        co_return whole;
    if (size <= static_cast<std::size_t>(kMostComeBackTo) && !m_isCompaction)
        keep(*large.answer);
    Writing writing = writingOf(std::move(*large.answer));
    struct Out {
        Result<QByteArray> text;
    };
    auto write = [writing = std::move(writing), made, size]() -> Out {
        if (auto held = made->add(static_cast<std::int64_t>(2 * size)); !held)
            return {failure(std::move(held.error()))};
        return {writeElsewhere(writing)};
    };
    Task<Out> writes = m_services.workers->run(std::move(write));
    Out out = co_await std::move(writes);
    if (!out.text && out.text.error().kind == ErrorKind::OverloadedHere)
        co_return failure(std::move(out.text.error()));
    if (out.text)
        whole.written = std::move(*out.text);
    else
        whole.isEmpty = true; // nothing was summed up
    co_return whole;
}

} // namespace gateway::exchange
