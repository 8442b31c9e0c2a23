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

/// Keeps what a client may come back to: an answer that is written here, or at which provider it is kept. And whose it is.
/// Gateway thread.
class ResponseSaver {
public:
    /// A longer request or answer is not kept here. Bytes.
    static constexpr qsizetype kMostKept = 4 * 1024 * 1024;

    /// What it works with; all of it must outlive it.
    struct Sources {
        Workers& workers;
        protocol::ResponseStore& responses;
        const AccessChoice& access;
        ClientConversation& conversation;
    };
    ResponseSaver(Sources sources, const ClientRequest& request, const usage::ExchangeRecord& record);

    // ---- what is kept here
    /// The client wants to come back to the answer, and it is written here.
    bool isWanted() const;
    /// `answer`, and all that is needed to write it.
    AnswerWriting writingOf(protocol::ModelAnswer answer);
    void keep(protocol::WrittenResponse response) { m_sources.responses.keep(std::move(response)); }
    /// Of a stream that has ended: at once, unless that is long work. Then it waits for `saveStreamed()`.
    void saveSoon(protocol::ModelAnswer answer);
    /// By a worker. Does nothing where nothing waits.
    Task<> saveStreamed();
    bool isSaving() const { return m_toKeep != nullptr; }

    // ---- what a provider keeps
    /// What `access` makes belongs to the caller, who may refer to it.
    bool isOwning(const Access& access) const;
    /// The client's next questions about `id` go to that provider, if it keeps it. `isOwed`: what it uses is told to them. Whether
    /// that is so.
    bool rememberProvider(const Target& target, const std::string& id, bool isOwed = false);
    /// The same of what is certainly kept there.
    bool remember(const Target& target, const std::string& id, bool isOwed);
    /// Of an answer that is made in the background: until its stream has told what it has used, somebody may have to ask for
    /// it, by the id that `owed` is then.
    void watchBackground(const Target& target, const protocol::AnswerEvent& event, std::string& owed);

    // ---- whose it is
    /// A sound of this id, which the provider keeps, belongs to the caller; empty: there is none.
    void claimSound(std::string_view id);
    /// `name`: of the file or batch that was asked for.
    void claimMade(const std::string& name, const std::vector<protocol::OwnedId>& made);
    void claimEvent(const protocol::AnswerEvent& event);

private:
    const Sources m_sources;
    const ClientRequest& m_request;
    const usage::ExchangeRecord& m_record;
    std::shared_ptr<AnswerWriting> m_toKeep; // see `saveStreamed()`
};

} // namespace gateway::exchange
