#pragma once

#include "access_choice.h"
#include "client_conversation.h"
#include "request_writing.h"

#include "gateway/protocol/embeddings/embedding.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace gateway::exchange {

/// Writes a client's request once for each endpoint and model that it goes to. Gateway thread.
class RequestWriter {
public:
    using Embedding = std::shared_ptr<const Result<protocol::EmbeddingRequest>>;

    /// What the writer works with; all must outlive it.
    struct Sources {
        Workers& workers;
        protocol::RequestOutlineReader& reader;
        const AccessChoice& access;
        ClientConversation& conversation;
    };
    /// Shares `snapshot` with workers.
    RequestWriter(Sources sources, std::shared_ptr<const Snapshot> snapshot, const ClientRequest& request);

    /// Sets who is charged for what is made of a long request; must outlive this object.
    void chargeTo(http::BodyBudget::Share& share) { m_share = &share; }
    /// Whether `problemOf()` and `requestFor()` know `target`.
    bool isPrepared(const Target& target);
    /// Writes the request for `target`: at once, or by workers if it is long. Does nothing if it is written already.
    Task<> prepare(Target target);

    /// Why `target` cannot take this request; null if it can. Errors: InvalidRequest if the request is wrong or cannot
    /// be expressed in the target's format; OverloadedHere. To be called after `prepare()`.
    const Error* problemOf(const Target& target) const;
    /// Only for a target without a problem.
    const UpstreamRequest& requestFor(const Target& target) const;
    /// The embeddings request; null if it was not read.
    const Embedding& embedding() const { return m_embedding; }
    /// Has a worker free what was written.
    void dispose() { m_sources.workers.dispose(std::move(m_written)); }

private:
    using Written = Result<UpstreamRequest>;
    using WrittenKey = std::pair<const Access*, std::string>;

    const Written& written(const Target& target) const;
    Task<Written> translate(Target target, const Access& access);
    Task<Written> translateEmbedding(Target target, const Access& access);
    Task<Written> edit(Target target, const Access& access);
    const ClientConversation::SharedShare& copies();
    template <class Job> auto run(Job job) { return m_sources.workers.runIf(m_request.isLong, std::move(job)); }
    protocol::RequestOutlineReader* ownReader() { return m_request.isLong ? nullptr : &m_sources.reader; }

    const Sources m_sources;
    const std::shared_ptr<const Snapshot> m_snapshot;
    const ClientRequest& m_request;
    Embedding m_embedding; // read when it is first needed
    struct Judged {
        const Access* access = nullptr; // the last one that was checked
        std::string model = {}; // its model
        bool goesAsItIs = false; // the result
    } m_judged;
    std::map<WrittenKey, Written> m_written; // by endpoint and model
    http::BodyBudget::Share* m_share = nullptr; // who is charged for a long request
    ClientConversation::SharedShare m_copies; // for what is made of its body
};

} // namespace gateway::exchange
