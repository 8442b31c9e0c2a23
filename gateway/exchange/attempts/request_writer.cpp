#include "request_writer.h"

#include "client_edit.h"
#include "memory_cost.h"

#include "gateway/core/text/bytes.h"
#include "gateway/protocol/embeddings/embedding_codec.h"

#include <cstdint>
#include <optional>

namespace gateway::exchange {

RequestWriter::RequestWriter(Sources sources, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request)
    : m_sources(sources), m_snapshot(std::move(snapshot)), m_request(request)
{
}

const Error* RequestWriter::problemOf(const Target& target) const
{
    const Written& made = written(target);
    return made ? nullptr : &made.error();
}

const UpstreamRequest& RequestWriter::requestFor(const Target& target) const { return *written(target); }

const RequestWriter::Written& RequestWriter::written(const Target& target) const
{
    static const Written kAsItIs;
    if (m_written.empty())
        return kAsItIs;
    const auto known = m_written.find({m_sources.access.of(target), target.candidate->model});
    return known == m_written.end() ? kAsItIs : known->second;
}

bool RequestWriter::isPrepared(const Target& target)
{
    const Access* const access = m_sources.access.of(target);
    const std::string& model = target.candidate->model;
    if (access && !m_request.isLong && (m_judged.access != access || m_judged.model != model))
        m_judged = {access, model, goesAsItIs(m_request, *access, ownFormAt(m_request.ask, *access, model))};
    return (m_judged.access && m_judged.access == access && m_judged.goesAsItIs) || m_written.contains({access, model});
}

Task<> RequestWriter::prepare(Target target)
{
    if (isPrepared(target))
        co_return;
    const Access* const access = m_sources.access.of(target);
    const WrittenKey key{access, target.candidate->model};
    if (!access) {
        m_written.emplace(key, failure(m_sources.access.noEndpoint(target)));
        co_return;
    }
    if (m_request.isLong && isNative(m_request.ask, *access)) {
        auto look = [request = m_request, access, snapshot = m_snapshot,
                     form = ownFormAt(m_request.ask, *access, target.candidate->model)] {
            return goesAsItIs(request, *access, form);
        };
        Task<bool> looking = run(std::move(look));
        const bool isAsItIs = co_await std::move(looking);
        if (isAsItIs) {
            m_written.emplace(key, UpstreamRequest{});
            co_return;
        }
    }
    const bool isEmbedding = m_request.ask.operation == Operation::Embed;
    Task<Written> writing = isNative(m_request.ask, *access) ? edit(target, *access)
        : isEmbedding                                        ? translateEmbedding(target, *access)
                                                             : translate(target, *access);
    Written made = co_await std::move(writing);
    m_written.emplace(key, std::move(made));
}

const ClientConversation::SharedShare& RequestWriter::copies()
{
    if (!m_copies)
        m_copies = std::make_shared<http::BodyBudget::Share>(m_share ? m_share->sibling() : http::BodyBudget::Share());
    return m_copies;
}

// A worker owns its input, or shares it without changing it: the exchange may end before the worker does.

Task<RequestWriter::Written> RequestWriter::translate(Target target, const Access& access)
{
    ClientConversation& conversation = m_sources.conversation;
    Task<> reading = conversation.read(copies());
    co_await std::move(reading);
    const std::shared_ptr<Result<protocol::Conversation>> said = conversation.said();
    if (!*said)
        co_return failure(said->error());
    if (m_request.ask.asArray && isSpoken(access, m_request.ask.format)) // only the answer is translated: see Ask::asArray
        co_return UpstreamRequest{};
    TranslationAim aim = aimAt(target, access, (*said)->reasoning, *m_snapshot);
    aim.hasOpenCalls = conversation.hasOpenCalls();
    const std::int64_t size = m_request.body.size();
    auto write = [aim, said, snapshot = m_snapshot, share = copies(), size]() -> WrittenConversation {
        if (share->isOfBudget())
            if (auto held = share->add(2 * size + costOf(**said)); !held)
                return {failure(std::move(held.error())), {}};
        return writeConversation(aim, **said);
    };
    Task<WrittenConversation> writing = run(std::move(write));
    WrittenConversation wrote = co_await std::move(writing);
    applyQuirks(aim, (*said)->reasoning, conversation.thoughts(), m_request.ask.format == protocol::Format::OpenAiChat, wrote);
    wrote.duties.callId = conversation.exchange();
    const bool isStream = (*said)->isStream && wrote.duties.requests == 1;
    auto finishing = [wrote = std::move(wrote), said, access = &access, snapshot = m_snapshot, share = copies(), size, isStream, reader = ownReader()] {
        Written made = upstreamRequest(wrote, *access, isStream, reader);
        if (share->isOfBudget())
            (void)share->add(-size - costOf(**said)); // the tree is freed
        return made;
    };
    Task<Written> finished = run(std::move(finishing));
    Written made = co_await std::move(finished);
    co_return made;
}

Task<RequestWriter::Written> RequestWriter::translateEmbedding(Target target, const Access& access)
{
    if (!m_embedding) {
        auto read = [ask = m_request.ask, body = m_request.body, share = copies()] {
            using Asked = Result<protocol::EmbeddingRequest>;
            auto tree = treeWithin(viewOf(body), *share);
            return std::make_shared<const Asked>(tree ? protocol::embeddingCodec(ask.embedding)->readRequest(*tree, ask.place)
                                                      : Asked(failure(std::move(tree.error()))));
        };
        Task<Embedding> reading = run(std::move(read));
        m_embedding = co_await std::move(reading);
    }
    if (!*m_embedding)
        co_return failure(m_embedding->error());
    auto write = [asked = m_embedding, access = &access, snapshot = m_snapshot, share = copies(), model = target.candidate->model,
                  reader = ownReader()]() -> Written {
        protocol::WriteTarget to;
        to.model = model;
        protocol::Losses losses;
        auto body = protocol::embeddingCodec(*embeddingFormatOf(*access))->writeRequest(**asked, to, losses);
        if (!body)
            return failure(asInvalid(std::move(body.error())));
        return upstreamRequest(*body, *access, false, losses, reader);
    };
    Task<Written> writing = run(std::move(write));
    Written made = co_await std::move(writing);
    co_return made;
}

Task<RequestWriter::Written> RequestWriter::edit(Target target, const Access& access)
{
    ClientConversation& conversation = m_sources.conversation;
    EditAim aim{&access, ownFormAt(m_request.ask, access, target.candidate->model), isPlainChat(m_request.ask, access), false, m_request.isLong};
    aim.isContinued = !aim.isChat && conversation.isContinuedHere();
    auto parse = [request = m_request, aim, snapshot = m_snapshot, share = copies(),
                  history = aim.isContinued ? conversation.history() : protocol::KeptHistory()]() mutable {
        return editedBody(request, aim, history, *share);
    };
    Task<ClientEdit> parsing = run(std::move(parse));
    ClientEdit edited = co_await std::move(parsing);
    if (!edited.joined)
        co_return failure(std::move(edited.joined.error()));
    if (!edited.tree)
        co_return UpstreamRequest{};
    conversation.noteUsed(edited.used);
    if (aim.isChat) {
        if (m_request.isLong)
            conversation.setBeginning(std::move(edited.beginning));
        const providers::CatalogModel* const model = m_snapshot->planner->modelOf(*target.candidate);
        const auto canThink = model ? std::optional(model->reasoning) : std::nullopt;
        protocol::applyQuirks(access.endpoint.quirks, {conversation.thoughts(), canThink}, *edited.tree, edited.losses);
    }
    auto finishing = [edited = std::move(edited), aim, snapshot = m_snapshot, share = copies(), isStream = m_request.outline.stream,
                      size = m_request.body.size(), reader = ownReader()]() mutable -> Written {
        Written made = upstreamRequest(std::move(edited), aim, isStream, reader);
        if (share->isOfBudget())
            (void)share->hold(size);
        return made;
    };
    Task<Written> writing = run(std::move(finishing));
    Written made = co_await std::move(writing);
    co_return made;
}

} // namespace gateway::exchange
