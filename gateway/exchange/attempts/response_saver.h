#pragma once

#include "access_choice.h"
#include "answer_writing.h"
#include "client_conversation.h"

#include "gateway/loop/task.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// Keeps what a client may come back to: an answer that is written here, or the provider that stores it. Also records
/// who owns it. Gateway thread.
class ResponseSaver {
public:
    /// Longer requests and answers are not kept here. Bytes.
    static constexpr qsizetype kMostKept = 4 * 1024 * 1024;

    /// What the saver works with; all must outlive it.
    struct Sources {
        Workers& workers;
        protocol::ResponseStore& responses;
        const AccessChoice& access;
        ClientConversation& conversation;
    };
    ResponseSaver(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    // ---- what is kept here
    /// Whether the client wants the answer to be kept and it is written here.
    bool isWanted() const;
    /// `answer` with all that is needed to write it.
    AnswerWriting writingOf(protocol::ModelAnswer answer);
    void keep(protocol::WrittenResponse response) { m_sources.responses.keep(std::move(response)); }
    /// Keeps a stream that has ended: at once, or by `saveStreamed()` if that is long work.
    void saveStream(protocol::ModelAnswer answer);
    /// Has a worker do the pending save; does nothing if there is none.
    Task<> saveStreamed();
    bool isSaving() const { return m_toKeep != nullptr; }

    // ---- what a provider stores
    /// Whether what `access` creates belongs to the caller, who may refer to it.
    bool isOwning(const Access& access) const;
    /// Sends the client's later requests about `id` to that provider, if it stores it. `isOwed`: its usage is reported
    /// in answer to them. Returns whether it is stored there.
    bool rememberProvider(const Target& target, const std::string& id, bool isOwed = false);
    /// The same for something that is certainly stored there.
    bool remember(const Target& target, const std::string& id, bool isOwed);
    /// For an answer created in the background: until its stream has reported its usage, a later request may have to
    /// ask for it by the id in `owed`.
    void watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed);

    /// The usage of what was remembered last: a request that continues it sends as much.
    void noteTokens(const protocol::TokenUsage& used);

    // ---- who owns it
    /// An audio output of this id, which the provider stores, belongs to the caller; empty if there is none.
    void claimSound(std::string_view id);
    /// `name`: of the requested file or batch.
    void claimMade(const std::string& name, const std::vector<protocol::OwnedId>& made);
    void claimEvent(const protocol::AnswerEvent& event);

private:
    bool isForClient() const;

    const Sources m_sources;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    std::shared_ptr<AnswerWriting> m_toKeep; // see `saveStreamed()`
    std::string m_remembered; // an id
};

} // namespace gateway::exchange
